// The syntax of template language expressions: `[concat('a', variables('b').c[0])]`.

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression };

/** An expression that cannot be read or evaluated; the caller says where it stands. */
export class ExpressionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExpressionError';
  }
}

/** The expression in a text of a template; undefined for plain text. `[[` stands for a literal bracket. */
export function expressionIn(text: string): string | undefined {
  return text.startsWith('[') && !text.startsWith('[[') && text.endsWith(']') ? text.slice(1, -1) : undefined;
}

type Token = { readonly kind: 'string' | 'number' | 'name' | 'sign'; readonly text: string };

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w]*)|([()[\].,]))/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const [, string, number, name, sign] = TOKEN.exec(text) ?? [];
    if (string !== undefined) tokens.push({ kind: 'string', text: string.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else throw new ExpressionError(`Unable to parse language expression '${text}': unexpected text at position ${at}.`);
  }
  return tokens;
}

export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let position = 0;
  const fail = (expected: string): ExpressionError =>
    new ExpressionError(
      `Unable to parse language expression '${text}': expected token '${expected}' and actual '${tokens[position]?.text ?? 'EndOfData'}'.`,
    );
  const isSign = (sign: string): boolean => tokens[position]?.kind === 'sign' && tokens[position]?.text === sign;
  const take = (sign: string): void => {
    if (!isSign(sign)) throw fail(sign);
    position += 1;
  };

  const call = (name: string): Expression => {
    take('(');
    const args: Expression[] = [];
    while (!isSign(')')) {
      if (args.length > 0) take(',');
      args.push(expression());
    }
    position += 1;
    return { kind: 'call', name, args };
  };

  const primary = (): Expression => {
    const token = tokens[position];
    if (token === undefined || token.kind === 'sign') throw fail('LiteralOrIdentifier');
    position += 1;
    switch (token.kind) {
      case 'string':
        return { kind: 'literal', value: token.text };
      case 'number':
        return { kind: 'literal', value: Number(token.text) };
      case 'name':
        return call(token.text);
    }
  };

  const expression = (): Expression => {
    let value = primary();
    for (;;) {
      if (isSign('.')) {
        position += 1;
        const name = tokens[position];
        if (name?.kind !== 'name') throw fail('Identifier');
        position += 1;
        value = { kind: 'member', of: value, key: { kind: 'literal', value: name.text } };
      } else if (isSign('[')) {
        position += 1;
        value = { kind: 'member', of: value, key: expression() };
        take(']');
      } else return value;
    }
  };

  const whole = expression();
  if (position < tokens.length) throw fail('EndOfData');
  return whole;
}
