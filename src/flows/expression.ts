import type { Answer } from '../core/memory.ts'

/** The names an expression may speak of, and what they stand for. */
export type Scope = Record<string, Answer | undefined>

/** A parsed condition such as `kind == 'origin' and not ('keys' in items)`. */
export interface Condition {
  names: string[]
  evaluate(scope: Scope): Answer
}

type Node = (scope: Scope) => Answer
type Token = { kind: 'name' | 'text' | 'number' | 'sign'; value: string }

/**
 * Parses the language of `when` and `set`: names, 'texts', numbers, true, false, none; == != < <= > >= in; and or not; count(name);
 * parentheses. Throws an `Error` that says where it stopped understanding.
 */
export function parseExpression(source: string): Condition {
  const parser = new Parser(tokenize(source), source)
  const node = parser.whole()
  return { names: [...parser.names], evaluate: node }
}

/** Whether an answer counts as yes: not false, not skipped, not empty, not zero. */
export function isTrue(value: Answer | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|'([^']*)'|(\d+(?:\.\d+)?)|(==|!=|<=|>=|<|>|\(|\)))/y
  while (pattern.lastIndex < source.trimEnd().length) {
    const at = pattern.lastIndex
    const match = pattern.exec(source)
    if (!match) throw new Error(`“${source}” 第 ${at + 1} 个字符看不懂`)
    const [, name, text, number, sign] = match
    if (name !== undefined) tokens.push({ kind: 'name', value: name })
    else if (text !== undefined) tokens.push({ kind: 'text', value: text })
    else if (number !== undefined) tokens.push({ kind: 'number', value: number })
    else tokens.push({ kind: 'sign', value: sign! })
  }
  return tokens
}

const isReserved = ({ kind, value }: Token) => kind === 'name' && ['and', 'or', 'not', 'in'].includes(value)

class Parser {
  readonly names = new Set<string>()
  #tokens: Token[]
  #source: string
  #at = 0

  constructor(tokens: Token[], source: string) {
    this.#tokens = tokens
    this.#source = source
  }

  whole(): Node {
    const node = this.#or()
    if (this.#at < this.#tokens.length) this.#fail()
    return node
  }

  #or(): Node {
    let left = this.#and()
    while (this.#take('or')) {
      const [a, b] = [left, this.#and()]
      left = scope => isTrue(a(scope)) || isTrue(b(scope))
    }
    return left
  }

  #and(): Node {
    let left = this.#not()
    while (this.#take('and')) {
      const [a, b] = [left, this.#not()]
      left = scope => isTrue(a(scope)) && isTrue(b(scope))
    }
    return left
  }

  #not(): Node {
    if (!this.#take('not')) return this.#comparison()
    const node = this.#not()
    return scope => !isTrue(node(scope))
  }

  #comparison(): Node {
    const left = this.#value()
    for (const sign of ['==', '!=', '<=', '>=', '<', '>', 'in'])
      if (this.#take(sign)) {
        const right = this.#value()
        return scope => compare(left(scope), sign, right(scope))
      }
    return left
  }

  #value(): Node {
    if (this.#take('(')) {
      const node = this.#or()
      if (!this.#take(')')) this.#fail()
      return node
    }
    const token = this.#tokens[this.#at]
    if (!token || token.kind === 'sign' || isReserved(token)) return this.#fail()
    this.#at++
    if (token.kind === 'text') return () => token.value
    if (token.kind === 'number') return () => Number(token.value)
    if (token.value === 'true' || token.value === 'false') return () => token.value === 'true'
    if (token.value === 'none') return () => null
    if (token.value === 'count') return this.#count()
    this.names.add(token.value)
    return scope => (Object.hasOwn(scope, token.value) ? scope[token.value] : null) ?? null
  }

  #count(): Node {
    if (!this.#take('(')) this.#fail()
    const node = this.#value()
    if (!this.#take(')')) this.#fail()
    return scope => {
      const value = node(scope)
      return Array.isArray(value) ? value.length : value === null ? 0 : 1
    }
  }

  #take(value: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.value !== value || token.kind === 'text') return false
    this.#at++
    return true
  }

  #fail(): never {
    const token = this.#tokens[this.#at]
    throw new Error(`“${this.#source}” 在${token ? ` ${token.value} ` : '结尾'}附近不完整或写错了`)
  }
}

function compare(left: Answer, sign: string, right: Answer): boolean {
  if (sign === 'in') return Array.isArray(right) ? (right as unknown[]).includes(left) : left === right
  // Nothing sent and nothing chosen are the same as skipped.
  const plain = (value: Answer) => (Array.isArray(value) && value.length === 0 ? null : value)
  const [a, b] = [plain(left), plain(right)]
  if (sign === '==') return a === b
  if (sign === '!=') return a !== b
  // Numbers and texts (dates are texts) have an order; nothing else has.
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string') || a === null || b === null)
    return false
  if (sign === '<') return a < b
  if (sign === '<=') return a <= b
  return sign === '>' ? a > b : a >= b
}
