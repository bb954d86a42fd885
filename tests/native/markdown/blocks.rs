//! Blocks, above all where the parser departs from CommonMark.

use super::reads;

#[test]
fn headings_and_rules() {
    reads("# One\n###### Six ##\n####### no", "h1[One] h6[Six] p[####### no]");
    reads("## C#\n#no", "h2[C#] p[#no]");
    reads("#", "h1[]");
    reads("***\n- - -\n__", "hr hr p[__]");
    reads("Total\n---\nNext", "h2[Total] p[Next]");
    reads("Total\nand more\n===\n\n---\n\n===", "h1[Total\nand more] hr p[===]");
    reads("> a\n===", "q[p[a\n===]]");
}

#[test]
fn paragraphs_keep_soft_and_hard_breaks() {
    reads("a\nb", "p[a\nb]");
    reads("a  \nb\\\nc ", "p[a⏎b⏎c]");
    reads("a\r\n\r\nb", "p[a] p[b]");
    reads("a<br>b<BR/>c<br />d", "p[a⏎b⏎c⏎d]");
    reads("a\n    not code", "p[a\nnot code]");
    reads("", "");
    reads(" \n\t\n", "");
}

#[test]
fn lists_nest_by_two_columns_of_indentation() {
    reads("- a\n  - b\n    - c\n- d", "ul[[p[a] ul[[p[b] ul[[p[c]]]]]][p[d]]]");
    // CommonMark wants three columns here; answers are often written with two.
    reads("1. a\n  - b\n  - c\n2. d", "ol1[[p[a] ul[[p[b]][p[c]]]][p[d]]]");
    reads("10. - a\n    - b", "ol10[[ul[[p[a]][p[b]]]]]");
    reads("* a\n\n  more\n\n* b", "ul[[p[a] p[more]][p[b]]]");
    reads("- a\n\tb\n\t- c", "ul[[p[a\nb] ul[[p[c]]]]]");
    reads("- [ ] a", "ul[[p[☐ a]]]");
}

#[test]
fn lists_begin_and_end() {
    reads("Text:\n- a\n- b", "p[Text:] ul[[p[a]][p[b]]]");
    reads("in the year\n1999. It was", "p[in the year\n1999. It was]");
    reads("1. a\n- x\n2. b", "ol1[[p[a]]] ul[[p[x]]] ol2[[p[b]]]");
    reads("- a\n+ b", "ul[[p[a]]] ul[[p[b]]]");
    reads("- a\nlazy\n\nnew", "ul[[p[a\nlazy]]] p[new]");
    reads("- a\n# h", "ul[[p[a]]] h1[h]");
    reads("-\n- b", "ul[[][p[b]]]");
    reads("-a\n1.b", "p[-a\n1.b]");
    reads("1234567890. a", "p[1234567890. a]");
}

#[test]
fn fenced_code() {
    reads("```sql\nSELECT 1\n\n  , 2\n```\nx", "code:sql[SELECT 1\n\n  , 2] p[x]");
    reads("~~~ python title=x\n```\n~~~", "code:python[```]");
    reads("````\n```\n````", "code:[```]");
    // What is still being written looks like code from its first line on.
    reads("```sql\nSELECT 1", "code:sql[SELECT 1]");
    reads("1. a\n   ```sql\n   SELECT\n     1\n   ```\n2. b", "ol1[[p[a] code:sql[SELECT\n  1]][p[b]]]");
    reads("- ```\n  - a\nb", "ul[[code:[- a]]] p[b]");
    reads("text\n```\n*a*\n```", "p[text] code:[*a*]");
    reads("```` a```b ````", "p[c(a```b)]");
}

#[test]
fn indented_code() {
    reads("    a\n\n      b\n\nc", "code:[a\n\n  b] p[c]");
    reads("- a\n\n      b\n  c", "ul[[p[a] code:[b] p[c]]]");
    reads("1.  a\n\n    b", "ol1[[p[a] p[b]]]");
}

#[test]
fn quotes() {
    reads("> a\n> b\nc\n\nd", "q[p[a\nb\nc]] p[d]");
    reads("> - a\n>   - b", "q[ul[[p[a] ul[[p[b]]]]]]");
    reads("> > a\n> b", "q[q[p[a\nb]]]");
    reads("> ```\nx", "q[code:[]] p[x]");
}

#[test]
fn tables() {
    reads("| a | b |\n|---|---|\n| 1 | 2 |", "t..[a|b][1|2]");
    reads("a|b|c\n:-|:-:|-:\n1|2|3\nend", "t<^>[a|b|c][1|2|3] p[end]");
    reads("Here:\n| a |\n|---|\n| **b** |", "p[Here:] t.[a][b(b)]");
    reads("- a\n| b |\n|---|", "ul[[p[a]]] t.[b]");
}

#[test]
fn a_table_loses_no_text() {
    reads("|a|b|\n|-|-|\n|1|\n|1|x || y|", "t..[a|b][1][1|x || y]");
    reads("|a|\n|-|\n|x \\| `y\\|z`|", "t.[a][x | c(y|z)]");
}

#[test]
fn raw_html_is_text() {
    reads("<script>alert(1)</script>", "p[<script>alert(1)</script>]");
    reads("a<br x>b &lt; <!-- c -->", "p[a<br x>b < <!-- c -->]");
}

#[test]
fn nesting_is_capped() {
    let source = format!("{}a", "> ".repeat(40));
    reads(&source, &format!("{}p[{}a]{}", "q[".repeat(16), "> ".repeat(24), "]".repeat(16)));
}

#[test]
fn tasks_are_open_or_done() {
    reads("- [ ] open\n- [x] **done**\n- [y] no", "ul[[p[☐ open]][p[☑ b(done)]][p[[y] no]]]");
}

#[test]
fn lines_that_are_meant_stay_lines() {
    reads("**A:** 1\n**B:** 2\n__C:__ 3", "p[b(A:) 1⏎b(B:) 2⏎b(C:) 3]");
    reads("Text:\n• A\n• B\n– C\n✅ D\n・E\n🔹 F", "p[Text:⏎• A⏎• B⏎– C⏎✅ D⏎・E⏎🔹 F]");
    reads("Revenue: 5\nCost: 3", "p[Revenue: 5⏎Cost: 3]");
    reads("- a\n  **b**", "ul[[p[a⏎b(b)]]]");
    // These are sentences.
    reads("We saw\ngrowth: 5\nand **more\n** of\nit", "p[We saw\ngrowth: 5\nand **more\n** of\nit]");
    reads("see http://x.y\nor Time: 5", "p[see a:http://x.y(http://x.y)\nor Time: 5]");
}

#[test]
fn tables_as_models_write_them() {
    // One rule more or less than headers, or of long dashes.
    reads("| a | b |\n|---|\n| 1 | 2 |", "t..[a|b][1|2]");
    reads("| a |\n|---|--:|\n| 1 | 2 |", "t.>[a|][1|2]");
    reads("| a | b |\n|—|–:|\n| 1 | 2 |", "t.>[a|b][1|2]");
    // Blank lines between rows.
    reads("| a |\n|-|\n\n| 1 |\n\n\n| 2 |\n\nend | x", "t.[a][1][2] p[end | x]");
    reads("| a |\n|-|\n\n| b |\n|-|\n| 1 |", "t.[a] t.[b][1]");
    // No rule at all.
    reads("| a | b |\n| 1 | 2 |", "p[| a | b |⏎| 1 | 2 |]");
    reads("a | b\n===", "h1[a | b]");
}

#[test]
fn formulas_are_code_as_they_stand() {
    reads(
        "so \\(\\frac{a_1}{b_2} * c*d*\\) and \\(n\\)",
        "p[so c(\\(\\frac{a_1}{b_2} * c*d*\\)) and c(\\(n\\))]",
    );
    reads("so \\[ x \\] and $$a_b = *c*$$", "p[so c(\\[ x \\]) and c($$a_b = *c*$$)]");
    reads(
        "Then:\n\\[\n\\begin{cases}\n- a \\\\\n+ b\n=\n\\end{cases}\n\\]\nend",
        "p[Then:] code:[\\[\n\\begin{cases}\n- a \\\\\n+ b\n=\n\\end{cases}\n\\]] p[end]",
    );
    reads("1. a\n   $$\n   x = 1\n   $$\n2. b", "ol1[[p[a] code:[$$\nx = 1\n$$]][p[b]]]");
    // Not formulas.
    reads("SUM\\(x\\) \\[1\\] \\(\\) \\(open US$$ 5 and $$ 6", "p[SUM(x) [1] () (open US$$ 5 and $$ 6]");
    reads("\\[\n\nx\n\\]", "p[[] p[x\n]]");
}
