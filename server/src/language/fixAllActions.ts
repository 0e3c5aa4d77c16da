import { CodeActionKind, type CodeAction } from 'vscode-languageserver-types';
import type { Engine } from '../analysis/engine.js';
import type { Snapshot, TenantInput } from '../analysis/snapshot.js';
import type { FileChange } from '../edits/edit.js';
import type { Diagnostic } from '../rules/rule.js';
import { automaticFix, fixAll, type FixAllOptions } from '../workspace/fixAll.js';
import { sparingOthers } from '../workspace/sharedSql.js';
import { editsBetween } from '../workspace/textDifference.js';
import type {
  CodeActionAbilities,
  CodeActionReference,
  CodeActionRequest,
  FixAllScope,
} from './codeActionRequest.js';
import { toWorkspaceEdit } from './workspaceEdit.js';

/** `source.fixAll` of this server alone, for people who name it in their editor's settings. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.tenantConfig`;

/** Not below `source.fixAll`: saving one file is no wish to change others. */
export const fixTenantKind = `${CodeActionKind.Source}.fixTenant.tenantConfig`;

/**
 * What all automatic fixes of a file, or of one rule in it, change.
 * @param others tenants that name a `.sql` file of this one: what would harm one of them is left to a person
 */
export function fixAllChanges(
  snapshot: Snapshot,
  engine: () => Engine,
  scope: FixAllScope,
  others: readonly TenantInput[] = [],
): FileChange[] {
  const options: FixAllOptions = {
    ...(scope.uri === null ? {} : { uri: scope.uri }),
    ...(scope.rule === null ? {} : { rule: scope.rule }),
    ...(others.length === 0 ? {} : { mayChange: sparingOthers(() => others, engine) }),
  };
  const result = fixAll(snapshot.input, engine(), options);
  return [...result.files].map(([uri, { before, after }]): FileChange =>
    before === null
      ? { kind: 'create', uri, text: after }
      : { kind: 'edit', uri, edits: editsBetween(before, after) },
  );
}

/**
 * Beside a diagnostic's own fixes, from the least to the most: all of its rule in the file and in the tenant, then all.
 * Each only where it mends more than the one before.
 */
export function fixAllAt(
  snapshot: Snapshot,
  engine: () => Engine,
  diagnostics: readonly Diagnostic[],
  request: CodeActionRequest,
  abilities: CodeActionAbilities,
): CodeAction[] {
  const fixable = diagnostics.filter((diagnostic) => automaticFix(diagnostic, false) !== null);
  const rules = [...new Set(fixable.map((diagnostic) => diagnostic.rule))];
  const scopes = [
    ...rules.flatMap((rule) => bothScopes(request.uri, rule)),
    ...bothScopes(request.uri, null),
  ];
  let most = 1;
  let ruleBefore: string | null = null;
  return scopes.flatMap((scope) => {
    const count = fixable.length === 0 ? 0 : automaticIn(snapshot, scope).length;
    most = scope.rule === ruleBefore || scope.rule === null ? most : 1;
    ruleBefore = scope.rule;
    if (count <= most) {
      return [];
    }
    most = count;
    return actionOf(snapshot, engine, CodeActionKind.QuickFix, scope, request, abilities);
  });
}

/** What an editor does on save, or offers among its source actions. */
export function sourceFixAll(
  snapshot: Snapshot,
  engine: () => Engine,
  kind: string,
  request: CodeActionRequest,
  abilities: CodeActionAbilities,
): CodeAction[] {
  const scope = { uri: kind === fixTenantKind ? null : request.uri, rule: null };
  return automaticIn(snapshot, scope).length === 0
    ? []
    : actionOf(snapshot, engine, kind, scope, request, abilities);
}

function bothScopes(uri: string, rule: string | null): FixAllScope[] {
  return [
    { uri, rule },
    { uri: null, rule },
  ];
}

function actionOf(
  snapshot: Snapshot,
  engine: () => Engine,
  kind: string,
  scope: FixAllScope,
  { tenant, others }: CodeActionRequest,
  abilities: CodeActionAbilities,
): CodeAction[] {
  const what = scope.rule === null ? 'Fix all' : `Fix all of ${scope.rule}`;
  const action: CodeAction = { title: `${what} in this ${scope.uri === null ? 'tenant' : 'file'}`, kind };
  if (abilities.resolve) {
    const data: CodeActionReference = { kind: 'fix-all', tenant, ...scope };
    return [{ ...action, data }];
  }
  const edit = toWorkspaceEdit([snapshot], fixAllChanges(snapshot, engine, scope, others), abilities);
  return edit === null ? [] : [{ ...action, edit }];
}

function automaticIn(snapshot: Snapshot, { uri, rule }: FixAllScope): Diagnostic[] {
  return snapshot.diagnostics.filter(
    (diagnostic) =>
      (uri === null || diagnostic.place.uri === uri) &&
      (rule === null || diagnostic.rule === rule) &&
      automaticFix(diagnostic, false) !== null,
  );
}
