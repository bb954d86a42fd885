// TanStack Table with its virtualizer in React, written as its guide to virtual rows has it.
import {
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_includesString,
  globalFilteringFeature,
  columnFilteringFeature,
  rowSortingFeature,
  sortFn_text,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { createElement as h, useRef } from "react";
import { createRoot } from "react-dom/client";

const NUMERIC = /INT|LONG|DECIMAL|DOUBLE/;
const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  sortFns: { text: sortFn_text },
  filterFns: { includesString: filterFn_includesString },
});
let root;
let table;

const style = (index, start) => ({ position: "absolute", transform: `translateY(${start}px)`, display: "flex", height: 36, width: "100%" });
const cellStyle = { flex: "none", width: 130, overflow: "hidden", whiteSpace: "nowrap", textOverflow: "ellipsis", padding: "7px 14px" };

function Grid({ columns, data }) {
  const scroller = useRef(null);
  table = useTable({ features, columns, data, globalFilterFn: "includesString", getColumnCanGlobalFilter: () => true });
  const { rows } = table.getRowModel();
  const virtual = useVirtualizer({ count: rows.length, estimateSize: () => 36, getScrollElement: () => scroller.current, overscan: 5 });
  const header = table.getHeaderGroups().map((group) =>
    h("tr", { key: group.id, style: { display: "flex", position: "sticky", top: 0, zIndex: 1, background: "#fff" } },
      group.headers.map((header) => h("th", { key: header.id, style: cellStyle }, h(table.FlexRender, { header }))),
    ),
  );
  const body = virtual.getVirtualItems().map(({ index, start }) =>
    h("tr", { key: rows[index].id, "data-index": index, style: style(index, start) },
      rows[index].getAllCells().map((cell) => h("td", { key: cell.id, style: cellStyle }, h(table.FlexRender, { cell }))),
    ),
  );
  return h("div", { ref: scroller, id: "scroller", style: { height: 420, overflow: "auto" } },
    h("table", { style: { display: "grid", width: 2600 } },
      h("thead", { style: { display: "grid" } }, header),
      h("tbody", { style: { display: "grid", height: virtual.getTotalSize(), position: "relative" } }, body),
    ),
  );
}

window.subject = {
  async load(bytes) {
    root?.unmount();
    root = undefined;
    const { manifest, result } = (await new Response(bytes).json()).statement_response;
    const columns = manifest.schema.columns.map(({ name, type_name }, at) => ({
      id: String(at),
      header: name,
      accessorFn: (row) => row[at],
      sortFn: NUMERIC.test(type_name) ? (one, other, id) => one.getValue(id) - other.getValue(id) : "text",
    }));
    root = createRoot(document.querySelector("#box"));
    root.render(h(Grid, { columns, data: result.data_array }));
  },
  sort: (column) => table.setSorting([{ id: String(column), desc: false }]),
  search: (text) => table.setGlobalFilter(text),
  scroller: () => document.querySelector("#scroller"),
  first: (column) => document.querySelectorAll('tr[data-index="0"] td')[column]?.textContent,
  count: () => table.getRowModel().rows.length,
};
