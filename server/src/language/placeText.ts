import type { Snapshot } from '../analysis/snapshot.js';
import type { Place } from '../tenant/tenant.js';
import { baseName } from '../workspace/uris.js';
import { rangeOf } from './documentTexts.js';

/** A place in words: `Line 12 of tenant.yaml`. */
export function lineText(snapshot: Snapshot, place: Place): string {
  return `Line ${rangeOf(snapshot, place).start.line + 1} of ${baseName(place.uri)}`;
}
