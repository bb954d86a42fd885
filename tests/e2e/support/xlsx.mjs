// A small reader of workbooks, independent of what writes them: the archive, and the cells of its one sheet.
import { crc32, inflateRawSync } from "node:zlib";

/** The files of a zip archive by name; throws where a length or a checksum is wrong. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const files = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, crc, packed, size, name, extra, comment, start] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const file = bytes.toString("latin1", at + 46, at + 46 + name);
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const stored = bytes.subarray(from, from + packed);
    const content = method === 8 ? inflateRawSync(stored) : stored;
    // The same stands before the file itself.
    const same = bytes.compare(bytes, start + 6, start + 26, at + 8, at + 28) === 0;
    if (!same || content.length !== size || crc32(content) !== crc) throw new Error(`${file} is broken`);
    files[file] = { text: content.toString("utf8"), deflated: method === 8 };
    at += 46 + name + extra + comment;
  }
  if (at !== end) throw new Error("the directory is broken");
  return files;
}

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#13": "\r" };
const plain = (xml) =>
  xml.replace(/&(#?\w+);/g, (_, name) => entities[name]).replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

const column = (letters) => [...letters].reduce((at, letter) => at * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/**
 * The sheet's name and rows: texts, booleans, and `{ number, format }` for numbers as they are written;
 * null for cells that are not there.
 */
export function workbook(bytes) {
  const files = unzip(bytes);
  const styles = files["xl/styles.xml"].text;
  const formats = Object.fromEntries([...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"\/>/g)].map(([, id, code]) => [id, code]));
  const used = [...styles.split("<cellXfs")[1].matchAll(/<xf([^>]*)\/>/g)].map(([, xf]) => ({
    format: formats[xf.match(/numFmtId="(\d+)"/)?.[1]] ?? "General",
    bold: xf.includes('fontId="1"'),
  }));
  const { text } = files["xl/worksheets/sheet1.xml"];
  const bold = [];
  const rows = [...text.matchAll(/<row r="(\d+)">(.*?)<\/row>/gs)].map(([, number, cells]) => {
    const row = [];
    for (const [, place, line, attributes, content] of cells.matchAll(/<c r="([A-Z]+)(\d+)"([^>]*)>(.*?)<\/c>/gs)) {
      if (line !== number) throw new Error(`cell ${place}${line} stands in row ${number}`);
      const style = used[attributes.match(/ s="(\d+)"/)?.[1] ?? 0];
      const type = attributes.match(/ t="(\w+)"/)?.[1];
      const value = content.match(/^<v>(.*)<\/v>$/)?.[1];
      const inline = content.match(/^<is><t xml:space="preserve">(.*)<\/t><\/is>$/s)?.[1];
      if (style.bold) bold.push(place + line);
      row[column(place)] = type === "inlineStr" ? plain(inline) : type === "b" ? value === "1" : { number: value, format: style.format };
    }
    return Array.from(row, (cell) => cell ?? null);
  });
  return { files, rows, bold, name: plain(files["xl/workbook.xml"].text.match(/<sheet name="([^"]*)"/)[1]), sheet: text };
}
