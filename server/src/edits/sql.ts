/** Changes to SQL that keep the writer's own layout. All give edits of the text of the query they are given. */
export { insertAt, replaceRange, type SqlEdit } from './sqlEdit.js';
export { addItemsToSelect, addSelectItems } from './sqlItems.js';
export { addFrom, addGroupBy, addGrouping, addJoin, addJoinTo, removeOrderBy } from './sqlClauses.js';
export { qualifyColumn, renameIdentifier, wrapInBackticks } from './sqlNames.js';
export { sqlChange } from './sqlChange.js';
