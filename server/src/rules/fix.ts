import type { FileChange, TextEdit } from '../edits/edit.js';
import { yamlChange } from '../edits/fileChange.js';
import type { TenantFile } from '../tenant/tenant.js';
import type { Fix } from './rule.js';

/** What a fix says of itself; all flags are false where they are left out. */
export interface FixOptions {
  readonly title: string;
  readonly preferred?: boolean;
  readonly addsOnly?: boolean;
  readonly personOnly?: boolean;
  readonly changes: () => readonly FileChange[];
}

/** A fix whose changes are joined file by file, so that each file changes once. */
export function fixOf({ title, preferred = false, addsOnly = false, personOnly, changes }: FixOptions): Fix {
  return {
    title,
    preferred,
    addsOnly,
    ...(personOnly === undefined ? {} : { personOnly }),
    changes: () => joinedChanges(changes()),
  };
}

/** The change that edits make to a YAML file, as a list; empty where they change nothing. */
export function edited(file: TenantFile, edits: readonly TextEdit[]): readonly FileChange[] {
  return edits.length === 0 ? [] : [yamlChange(file, edits)];
}

/** Changes with all edits of one file in one; offsets count in the text before any of them. */
export function joinedChanges(changes: readonly FileChange[]): readonly FileChange[] {
  const edits = new Map<string, readonly TextEdit[]>();
  const others: FileChange[] = [];
  for (const change of changes) {
    if (change.kind === 'edit') edits.set(change.uri, [...(edits.get(change.uri) ?? []), ...change.edits]);
    else others.push(change);
  }
  const joined = [...edits].map(([uri, list]): FileChange => ({ kind: 'edit', uri, edits: list }));
  return [...joined.filter((change) => change.kind !== 'edit' || change.edits.length > 0), ...others];
}
