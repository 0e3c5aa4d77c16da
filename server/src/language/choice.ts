import { CompletionItemKind, InsertTextFormat, type CompletionItem } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { OffsetRange } from '../syntax/tree.js';
import { rangeIn } from './documentTexts.js';

export type ChoiceKind =
  'key' | 'value' | 'table' | 'column' | 'tag' | 'source' | 'function' | 'keyword' | 'snippet' | 'rule';

/** Something that may stand at the cursor. */
export interface Choice {
  readonly label: string;
  readonly kind: ChoiceKind;
  /** What is written; the label where nothing else is said. `$0` is where the cursor goes, if anywhere. */
  readonly insert?: string;
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Those of a lower number come first. */
  readonly rank?: number;
}

export interface CompletionAbilities {
  readonly markdown: boolean;
  readonly snippets: boolean;
}

const kinds: Record<ChoiceKind, CompletionItemKind> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  table: CompletionItemKind.Class,
  column: CompletionItemKind.Field,
  tag: CompletionItemKind.Constant,
  source: CompletionItemKind.Struct,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
  rule: CompletionItemKind.Reference,
};

/** A choice in the protocol's form, replacing a span of the document. */
export function toItem(
  choice: Choice,
  document: TextDocument,
  replace: OffsetRange,
  abilities: CompletionAbilities,
): CompletionItem {
  const text = choice.insert ?? choice.label;
  const snippet = text.includes('$0');
  return {
    label: choice.label,
    kind: kinds[choice.kind],
    sortText: `${String(choice.rank ?? 5).padStart(2, '0')} ${choice.label}`,
    filterText: document.getText(rangeIn(document, replace)).startsWith('`')
      ? `\`${choice.label}`
      : choice.label,
    textEdit: {
      range: rangeIn(document, replace),
      newText: snippet && !abilities.snippets ? text.replace('$0', '') : snippet ? escaped(text) : text,
    },
    ...(snippet && abilities.snippets ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(choice.detail === undefined ? {} : { detail: choice.detail }),
    ...(choice.documentation === undefined
      ? {}
      : {
          documentation: abilities.markdown
            ? { kind: 'markdown' as const, value: choice.documentation }
            : choice.documentation.replace(/\*\*|`/g, ''),
        }),
  };
}

/** Only `$0` means something in a snippet; whatever else looks like one does not. */
function escaped(text: string): string {
  return text
    .split('$0')
    .map((part) => part.replace(/[\\$}]/g, (mark) => `\\${mark}`))
    .join('$0');
}
