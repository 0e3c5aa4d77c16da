import { KeptWith } from '../syntax/keptWith.js';
import type { MappingNode, SequenceNode, SyntaxNode, SyntaxTree } from '../syntax/tree.js';
import { columnAt } from './yamlPlace.js';

/** How a file's author writes YAML. */
export interface YamlStyle {
  /** Columns that a level is indented by. */
  readonly step: number;
  readonly eol: '\n' | '\r\n';
  readonly quote: '"' | "'";
  /** True where lists of plain values are written with dashes. */
  readonly dashes: boolean;
  /** Columns that a dash stands behind its key's column. */
  readonly dashIndent: number;
}

const styles = new KeptWith<YamlStyle>();

/** The habits of a file; those that it does not show are the usual ones: two columns, `"`, lists in brackets. */
export function styleOf(tree: SyntaxTree): YamlStyle {
  return styles.of(tree, () => {
    const survey = new Survey(tree);
    survey.visit(tree.root, 0);
    return survey.result();
  });
}

/** Nodes beyond this many say nothing new about a file's habits. */
const ENOUGH = 5000;

class Survey {
  private readonly steps = new Map<number, number>();
  private readonly dashIndents = new Map<number, number>();
  private single = 0;
  private double = 0;
  private dashes = 0;
  private brackets = 0;
  private seen = 0;

  constructor(private readonly tree: SyntaxTree) {}

  result(): YamlStyle {
    const { text } = this.tree;
    const lineFeed = text.indexOf('\n');
    return {
      step: mostOf(this.steps) ?? 2,
      eol: lineFeed > 0 && text[lineFeed - 1] === '\r' ? '\r\n' : '\n',
      quote: this.single > this.double ? "'" : '"',
      dashes: this.dashes > this.brackets,
      dashIndent: mostOf(this.dashIndents) ?? mostOf(this.steps) ?? 2,
    };
  }

  /** `column` is that of the mapping or list around the node. */
  visit(node: SyntaxNode | null, column: number): void {
    if (node === null || ++this.seen > ENOUGH) return;
    if (node.kind === 'scalar') {
      if (node.style === 'single') this.single++;
      if (node.style === 'double') this.double++;
    } else if (node.kind === 'mapping') this.visitMapping(node);
    else if (node.kind === 'sequence') this.visitSequence(node, column);
  }

  private visitMapping(node: MappingNode): void {
    const column = columnAt(this.tree, node.range.start);
    for (const { key, value } of node.entries) {
      this.visit(key, column);
      if (value?.kind === 'mapping' && value.style === 'block') {
        count(this.steps, columnAt(this.tree, value.range.start) - column);
      }
      this.visit(value, column);
    }
  }

  private visitSequence(node: SequenceNode, column: number): void {
    const own = columnAt(this.tree, node.range.start);
    const plain = node.items.every((item) => item?.kind === 'scalar');
    if (node.style === 'block') {
      count(this.dashIndents, own - column);
      if (plain) this.dashes++;
    } else if (plain && node.items.length > 0) this.brackets++;
    for (const item of node.items) this.visit(item, own);
  }
}

function count(counts: Map<number, number>, amount: number): void {
  if (amount >= 0 && amount <= 16) counts.set(amount, (counts.get(amount) ?? 0) + 1);
}

function mostOf(counts: ReadonlyMap<number, number>): number | null {
  let best: number | null = null;
  for (const [amount, times] of counts) {
    if (best === null || times > (counts.get(best) ?? 0)) best = amount;
  }
  return best;
}
