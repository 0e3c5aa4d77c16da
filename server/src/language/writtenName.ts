import { catalog } from '../catalog/load.js';

/** A name as YAML says it, in the quotes in which the old one is written. */
export function nameInYaml(written: string, name: string): string {
  if (written.startsWith("'")) {
    return `'${name.replace(/'/g, "''")}'`;
  }
  const isPlain = /^[\p{L}_][\p{L}\p{N}_/.-]*(?::[\p{L}\p{N}_/.-]+)*$/u.test(name);
  return written.startsWith('"') || !isPlain || /^(true|false|null|yes|no|on|off)$/i.test(name)
    ? JSON.stringify(name)
    : name;
}

/** A name as SQL reads it: a source's colon is an underscore, and what needs backticks stands between them. */
export function nameInSql(written: string, name: string): string {
  // A text that names a source; within a quoted scalar of YAML its quotes are escaped.
  const quotes = /^[\\'"]+/.exec(written)?.[0];
  if (quotes !== undefined) {
    return `${quotes}${name}${quotes}`;
  }
  const hadTicks = written.startsWith('`');
  const text = hadTicks && written.includes(':') ? name : name.replace(/:/g, '_');
  const needsTicks = !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) || catalog.reservedWords.has(text.toUpperCase());
  return hadTicks || needsTicks ? `\`${text.replace(/`/g, '``')}\`` : text;
}

/** A name as SQL reads it: between backticks where it needs them. */
export function sqlWord(name: string): string {
  const needsTicks = !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || catalog.reservedWords.has(name.toUpperCase());
  return needsTicks ? `\`${name.replace(/`/g, '``')}\`` : name;
}
