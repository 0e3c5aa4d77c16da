/** Changes to YAML text that keep the writer's own style. All give edits of the text of the tree they are given. */
export { setIn, setInEntry } from './yamlSet.js';
export { renameKey, replaceScalarText, replaceValue } from './yamlReplace.js';
export { removeEntry } from './yamlRemove.js';
export { appendItem, removeItem } from './yamlList.js';
export { inSequence } from './yamlSequence.js';
export type { EntryPlace } from './yamlInsert.js';
