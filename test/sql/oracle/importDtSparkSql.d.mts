export interface TreeNode {
  readonly ruleIndex?: number;
  readonly start?: { readonly start: number } | null;
  readonly stop?: { readonly stop: number } | null;
  readonly children?: readonly TreeNode[] | null;
  getText(): string;
}

export interface Parser {
  readonly ruleNames: readonly string[];
  readonly numberOfSyntaxErrors: number;
  program(): TreeNode;
}

/** The library's parts; only `parserOf` looks into them. */
export type Library = Readonly<Record<string, unknown>>;

export function importDtSparkSql(): Promise<Library>;
export function parserOf(library: Library, sql: string): Parser;
