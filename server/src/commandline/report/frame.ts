import { printable, type Colours } from '../terminal.js';
import type { Range, SourceText } from './report.js';

/** Lines shown before the one that is spoken of. */
const linesBefore = 2;
/** Longer lines are cut around what is spoken of. */
const widest = 110;

/** The lines around a range, with carets under it. Empty for a file without text. */
export function codeFrame(source: SourceText, range: Range, colours: Colours): string[] {
  if (source.text === '') return [];
  const { start, end } = range;
  const gutter = String(start.line + 1).length;
  const cut = Math.max(0, start.character - 60);
  const lines: string[] = [];
  for (let line = Math.max(0, start.line - linesBefore); line <= start.line; line += 1) {
    const text = crop(lineAt(source, line), cut);
    if (line < start.line && text.trim() === '' && lines.length === 0) continue;
    const number = String(line + 1).padStart(gutter);
    lines.push(`${line === start.line ? colours.red('>') : ' '} ${colours.dim(`${number} |`)} ${text}`);
  }
  const whole = lineAt(source, start.line);
  const last = end.line > start.line ? whole.length : end.character;
  const before = crop(whole.slice(0, start.character), cut);
  const marked = crop(whole, cut).length - before.length;
  const width = Math.max(1, Math.min(printable(whole.slice(start.character, last)).length, marked));
  lines.push(
    `  ${' '.repeat(gutter)} ${colours.dim('|')} ${' '.repeat(before.length)}${colours.red('^'.repeat(width))}`,
  );
  return lines;
}

function lineAt({ text, lineStarts }: SourceText, line: number): string {
  const start = lineStarts[line] ?? text.length;
  return text
    .slice(start, lineStarts[line + 1] ?? text.length)
    .replace(/\r?\n$/, '')
    .replace(/^\uFEFF/, '');
}

function crop(line: string, cut: number): string {
  const from = printable(line.slice(cut, cut + widest));
  return `${cut > 0 && line.length > 0 ? '…' : ''}${from}${line.length > cut + widest ? '…' : ''}`;
}
