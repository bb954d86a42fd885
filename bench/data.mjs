// The rows that all grids are given: the same text, as Genie sends it.

const TYPES = [
  ["id", "LONG", "BIGINT"],
  ["amount", "DECIMAL", "DECIMAL(18,2)"],
  ["product", "STRING", "STRING"],
  ["day", "DATE", "DATE"],
  ["at", "TIMESTAMP", "TIMESTAMP"],
  ["ratio", "DOUBLE", "DOUBLE"],
  ["region", "STRING", "STRING"],
  ["count", "INT", "INT"],
];

export const COLUMNS = Array.from({ length: 20 }, (_, at) => {
  const [name, type_name, type_text] = TYPES[at % TYPES.length];
  return { name: at < TYPES.length ? name : `${name}_${at}`, type_name, type_text, position: at };
});

const WORDS = ["Butter", "cheese", "Milk", "Bread", "apple", "Öl", "yoghurt", "Zucchini", "rice", "Éclair"];

/** A number that looks random and is the same in every run. */
const mixed = (row, column) => ((row + 1) * 2_654_435_761 + column * 40_503) % 4_294_967_296;

function cell(row, column) {
  const value = mixed(row, column);
  const pad = (number, digits) => String(number).padStart(digits, "0");
  const day = `20${10 + (value % 16)}-${pad(1 + (value % 12), 2)}-${pad(1 + (value % 28), 2)}`;
  switch (column % TYPES.length) {
    case 0:
      return String(column === 0 ? row + 1 : value);
    case 1:
      return `${value % 1_000_000}.${pad(value % 100, 2)}`;
    case 2:
      return `${WORDS[value % WORDS.length]} ${value % 9_973}`;
    case 3:
      return day;
    case 4:
      return `${day}T${pad(value % 24, 2)}:${pad(value % 60, 2)}:07.000Z`;
    case 5:
      return `0.${pad(value % 10_000_000, 7)}`;
    case 6:
      return value % 100 === 99 ? null : WORDS[(value >> 3) % WORDS.length];
    default:
      return String(value % 5_000);
  }
}

/** What every 997th row holds, and nothing else: found by searching. */
export const NEEDLE = "needle";

export function rows(count) {
  return Array.from({ length: count }, (_, row) =>
    COLUMNS.map((_, column) => (column === 2 && row % 997 === 500 ? `${NEEDLE} ${row}` : cell(row, column))),
  );
}

/** The body of query-result. */
export function body(list) {
  return JSON.stringify({
    statement_response: {
      statement_id: "01f1d0aa-16bb-1e2f-8a3b-001122334455",
      status: { state: "SUCCEEDED" },
      manifest: {
        format: "JSON_ARRAY",
        schema: { column_count: COLUMNS.length, columns: COLUMNS },
        total_chunk_count: 1,
        total_row_count: list.length,
        truncated: false,
      },
      result: { chunk_index: 0, row_offset: 0, row_count: list.length, data_array: list },
    },
  });
}
