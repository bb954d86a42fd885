//! The vocabulary: every word or phrase that the semantic layer knows. To
//! teach it a synonym, add a line. Longer phrases win over shorter ones, and
//! values of dimensions (products, regions …) are known without a line.

use std::sync::LazyLock;

use super::dimension::Dimension;
use super::intent::Order;
use super::measure::Measure;
use super::tokens::{Token, starts_with, tokenize};

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Term {
    /// A number to show.
    Measure(Measure),
    /// What to split by.
    Dimension(Dimension),
    /// Values to keep.
    Values(Dimension, &'static [&'static str]),
    /// Highest or lowest first.
    Order(Order),
    /// By month, whatever was asked before.
    Trend,
    /// "sold": units after "how many", money otherwise.
    Sold,
    /// "how many": wants a count.
    HowMany,
    /// Refers to the previous question.
    FollowUp,
    /// Refers to the previous question and keeps what it showed.
    Add,
    /// Takes the previous period away.
    AllTime,
    /// A greeting.
    Greeting,
    /// Known to be outside of what can be answered.
    Beyond,
    /// Carries no meaning here.
    Filler,
    /// Carries no meaning, and what follows it is a value.
    Preposition,
}

use Term::{
    Add, AllTime, Beyond, Dimension as Split, Filler, FollowUp, Greeting, HowMany, Measure as Show,
    Preposition, Sold, Trend, Values,
};

/// Phrases separated by `|`, and their meaning.
const TERMS: &[(&str, Term)] = &[
    (
        "total sales|sales|revenue|turnover|takings|sales value|sales amount|sales volume",
        Show(Measure::TotalSales),
    ),
    ("orders|number of orders|how many orders|order count|purchases|transactions", Show(Measure::Orders)),
    ("quantity|quantities|units|units sold|pieces|portions|servings", Show(Measure::Quantity)),
    ("items sold|number of items|how many items|how many units", Show(Measure::Quantity)),
    ("average order value|average order|order value|aov|average ticket", Show(Measure::AverageOrderValue)),
    ("basket value|average basket value|average basket|basket size", Show(Measure::AverageOrderValue)),
    ("sales per order|revenue per order|spend per order", Show(Measure::AverageOrderValue)),
    ("number of customers|how many customers|customer count", Show(Measure::Customers)),
    ("unique customers|distinct customers|active customers", Show(Measure::Customers)),
    ("discount|total discount|discounts given|price reductions", Show(Measure::TotalDiscount)),
    ("product|item|dish|meal|menu item", Split(Dimension::Product)),
    ("category|product category|product group|food category", Split(Dimension::Category)),
    ("store|shop|branch|location|outlet|restaurant", Split(Dimension::Store)),
    ("city|town", Split(Dimension::City)),
    ("region|area|territory", Split(Dimension::Region)),
    ("channel|sales channel|order channel", Split(Dimension::Channel)),
    ("delivery|way of delivery|delivery or pickup", Split(Dimension::Delivered)),
    ("customer|guest|buyer", Split(Dimension::Customer)),
    ("loyalty tier|loyalty|tier|loyalty level|loyalty status", Split(Dimension::Tier)),
    ("day|daily|date", Split(Dimension::Day)),
    ("week|weekly", Split(Dimension::Week)),
    ("month|monthly", Split(Dimension::Month)),
    ("quarter|quarterly", Split(Dimension::Quarter)),
    ("year|yearly|annual|annually", Split(Dimension::Year)),
    ("weekday|day of the week|day of week", Split(Dimension::Weekday)),
    ("delivered", Values(Dimension::Delivered, &["true"])),
    ("picked up|pickup|not delivered", Values(Dimension::Delivered, &["false"])),
    ("online", Values(Dimension::Channel, &["Website", "Mobile app"])),
    ("app", Values(Dimension::Channel, &["Mobile app"])),
    ("weekend", Values(Dimension::Weekday, &["Saturday", "Sunday"])),
    ("top|best|highest|most|greatest|largest|biggest|strongest|leading", Term::Order(Order::Highest)),
    ("popular|descending|descending order|highest first|best first", Term::Order(Order::Highest)),
    ("bottom|worst|lowest|least|fewest|smallest|weakest|poorest", Term::Order(Order::Lowest)),
    ("ascending|ascending order|lowest first|worst first", Term::Order(Order::Lowest)),
    ("trend|over time|development|timeline", Trend),
    ("sell|sold|selling|seller", Sold),
    ("how many|count|number of", HowMany),
    ("what about|how about|instead|only|just|same|again|now|then|that|those|these|it|them", FollowUp),
    ("narrow|restrict|limit|filter|as a", FollowUp),
    ("also|add|as well|additionally|too|break|broken|split|further", Add),
    ("all time|overall|any period|all years|ever|whole period", AllTime),
    ("hello|hi|hey|good morning|good afternoon|good evening|thanks|thank you", Greeting),
    ("profit|margin|cost|price|tax|stock|inventory|forecast|predict|rating|budget|target", Beyond),
    ("growth|change|difference|compare|compared|comparison|versus|vs|correlation", Beyond),
    ("percent|percentage|share|ratio|median|average|mean|maximum|minimum|variance", Beyond),
    ("not|no|except|excluding|without|other than|apart from|but|or|why|more than|less than", Beyond),
    ("weather|joke|delete|drop|insert|update", Beyond),
    ("for|of|in|at|from|on|within|during|over|to|with|where|like|called|named", Preposition),
    ("a|an|the|our|my|your|their|all|each|every|any|per|by|us|me|we|i|you|they|there|here", Filler),
    ("what|which|who|when|where|how|much|is|are|was|were|be|been|do|does|did|has|have|had|can|could", Filler),
    ("will|would|should|please|show|give|tell|list|display|get|find|see|view|want|need|know|let", Filler),
    ("generate|generated|make|made|produce|bring|drive|earn|perform|performing|performance", Filler),
    ("come|came|take|took|place|placed|look|run|go|went|total|sum|overview|summary|report|table", Filler),
    ("chart|graph|value|amount|figure|number|result|data|dollar|usd|term|ordered by", Filler),
    ("sorted by|sort by|ranked by|rank by|rank|sorted|grouped by|group by|down|up|out|s|so|far", Filler),
    (
        "first|time|company|business|most recent|so far|in total|in terms of|name|food|goods|menu|everything",
        Filler,
    ),
];

/// A phrase in comparable form.
struct Phrase {
    tokens: Vec<Token>,
    term: Term,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let lines = TERMS.iter().flat_map(|(phrases, term)| phrases.split('|').map(|text| (text, *term)));
    lines.map(|(text, term)| Phrase { tokens: tokenize(text), term }).collect()
});

struct Member {
    tokens: Vec<Token>,
    dimension: Dimension,
    value: &'static str,
}

static MEMBERS: LazyLock<Vec<Member>> = LazyLock::new(|| {
    let members = |dimension: Dimension| dimension.members().into_iter().map(move |value| (dimension, value));
    let members = Dimension::ALL.into_iter().flat_map(members);
    members.map(|(dimension, value)| Member { tokens: tokenize(value), dimension, value }).collect()
});

/// What the tokens begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// A phrase of the vocabulary.
    Term(Term),
    /// A value of a dimension.
    Member(Dimension, &'static str),
}

/// The longest phrase or value that `tokens` begin with, and its length in
/// tokens. A value wins over a phrase of the same length.
pub(crate) fn lookup(tokens: &[Token]) -> Option<(Match, usize)> {
    let phrases = PHRASES.iter().filter_map(|phrase| {
        starts_with(tokens, &phrase.tokens).map(|length| (Match::Term(phrase.term), length))
    });
    let members = MEMBERS.iter().filter_map(|member| {
        let length = starts_with(tokens, &member.tokens)?;
        Some((Match::Member(member.dimension, member.value), length))
    });
    // max_by_key keeps the last of equals: members come after phrases.
    phrases.chain(members).max_by_key(|(_, length)| *length)
}
