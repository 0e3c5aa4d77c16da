/** A value to be written as YAML. Plain data; the writer chooses quotes and indentation by the file's own style. */
export type YamlValue =
  string | number | boolean | null | readonly YamlValue[] | YamlMap | SqlBlock | InFlowStyle;

export interface YamlMap {
  readonly map: readonly (readonly [key: string, value: YamlValue])[];
}

/** Text written as a literal block scalar (`|-`), with the indentation of where it stands. */
export interface SqlBlock {
  readonly block: string;
}

/** Written on one line, `{…}` or `[…]`, also where the file is in block style. */
export interface InFlowStyle {
  readonly flow: readonly YamlValue[] | YamlMap;
}
