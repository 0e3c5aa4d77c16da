import type { DocumentLink } from 'vscode-languageserver-types';
import type { Snapshot } from '../analysis/snapshot.js';
import { rangeOf } from './documentTexts.js';

/** The `.sql` files that a YAML file names, to be opened by a click. */
export function documentLinks(snapshot: Snapshot, uri: string): DocumentLink[] {
  return snapshot.tenant.queries
    .filter(
      (query) => query.origin === 'file' && query.setting.place.uri === uri && query.state !== 'outside',
    )
    .map((query) => ({ range: rangeOf(snapshot, query.setting.place), target: query.uri }));
}
