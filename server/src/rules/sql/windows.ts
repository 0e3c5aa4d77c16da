import type { Expression, FunctionCall, Select, WindowSpecification } from '../../sql/query.js';
import { walkQuery } from '../../sql/walk.js';
import type { ReadQuery } from './queries.js';

/** A function with OVER, and the SELECT that it stands in. */
export interface WindowCall {
  readonly call: FunctionCall;
  readonly window: WindowSpecification;
  readonly select: Select | null;
}

/** Every function with OVER in a query, at any depth. */
export function windowCalls({ query }: ReadQuery): readonly WindowCall[] {
  const calls: WindowCall[] = [];
  walkQuery(query, {
    expression: (expression: Expression, select) => {
      if (expression.kind === 'call' && expression.window)
        calls.push({ call: expression, window: expression.window, select });
    },
  });
  return calls;
}

/** A window and the named ones that it builds on, the nearest first. */
export function windowChain(
  window: WindowSpecification,
  select: Select | null,
): readonly WindowSpecification[] {
  const chain = [window];
  for (let at = window; at.base && select;) {
    const name = at.base.text.toLowerCase();
    const named = select.windows.find((each) => each.name.text.toLowerCase() === name)?.window;
    if (!named || chain.includes(named)) break;
    chain.push(named);
    at = named;
  }
  return chain;
}

/** True where a named window that it builds on is not there, so that what it says is not known. */
export function buildsOnUnknown(window: WindowSpecification, select: Select | null): boolean {
  return windowChain(window, select).at(-1)?.base !== null;
}
