// Which tests run in which language of the browser.
import { asking } from "./asking.mjs";
import { charts } from "./charts.mjs";
import { files } from "./files.mjs";
import { grid } from "./grid.mjs";
import { lasting } from "./lasting.mjs";
import { plain } from "./plain.mjs";
import { starting } from "./starting.mjs";

export const RUNS = [
  { lang: "en_US.UTF-8", tests: { ...starting, ...asking, ...grid, ...charts, ...files, ...lasting } },
  // A container's language: WebKitGTK hands `C` on as the reader's.
  { lang: "C.UTF-8", tests: plain },
];
