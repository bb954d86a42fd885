// AG Grid Community: rows and columns virtual, as they are by default; cells shown as they were sent.
import { AllCommunityModule, createGrid, ModuleRegistry } from "ag-grid-community";

ModuleRegistry.registerModules([AllCommunityModule]);
const NUMERIC = /INT|LONG|DECIMAL|DOUBLE/;
let grid;

window.subject = {
  async load(bytes) {
    grid?.destroy();
    const { manifest, result } = (await new Response(bytes).json()).statement_response;
    const columnDefs = manifest.schema.columns.map(({ name, type_name }, at) => ({
      colId: String(at),
      headerName: name,
      width: 130,
      // Columns by index: names may repeat.
      valueGetter: ({ data }) => data[at],
      ...(NUMERIC.test(type_name) ? { comparator: (one, other) => one - other } : {}),
    }));
    grid = createGrid(document.querySelector("#box"), { columnDefs, rowData: result.data_array, rowHeight: 36, headerHeight: 36, animateRows: false });
  },
  sort: (column) => grid.applyColumnState({ state: [{ colId: String(column), sort: "asc" }], defaultState: { sort: null } }),
  search: (text) => grid.setGridOption("quickFilterText", text),
  // Its class differs from version to version: it is the one with the whole height.
  scroller: () => [...document.querySelectorAll("#box *")].filter((box) => box.clientHeight > 200).sort((one, other) => other.scrollHeight - other.clientHeight - one.scrollHeight + one.clientHeight)[0],
  first: (column) => document.querySelector(`.ag-row[row-index="0"] [col-id="${column}"]`)?.textContent.trim(),
  count: () => grid.getDisplayedRowCount(),
};
