import type { Rule } from '../rule.js';
import { segmentEditorAutomatic } from './segmentEditorAutomatic.js';
import { segmentEditorNone } from './segmentEditorNone.js';
import { segmentEditorNotForMarketers } from './segmentEditorNotForMarketers.js';
import { segmentEditorOff } from './segmentEditorOff.js';
import { segmentEditorWithoutAmperityId } from './segmentEditorWithoutAmperityId.js';

/** The rules of the group `segments`, in the order of the documentation. */
export const segmentsRules: readonly Rule[] = [
  segmentEditorWithoutAmperityId,
  segmentEditorNone,
  segmentEditorOff,
  segmentEditorAutomatic,
  segmentEditorNotForMarketers,
];
