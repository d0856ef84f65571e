/** Finds the first place where a text stops being JSON (RFC 8259). JSON.parse's own messages quote the text instead. */

export interface JsonFault {
  /** Bytes before the fault. */
  readonly at: number
  readonly expected:
    | 'a value'
    | 'a key'
    | 'a colon'
    | 'a comma or a closing bracket'
    | 'the end'
    | 'a character'
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const space = /[ \t\r\n]*/y

/** The first fault of a JSON text, null when there is none. Takes any depth. */
export function findJsonFault(bytes: Buffer): JsonFault | null {
  // One character for each byte: every byte that matters to the grammar is ASCII.
  return new FaultFinder(bytes.toString('latin1')).find()
}

class FaultFinder {
  readonly #text: string
  readonly #open: string[] = []
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  find(): JsonFault | null {
    let fault = this.#value()
    while (fault === null && this.#open.length > 0) fault = this.#afterValue()
    if (fault !== null) return fault
    this.#pass(space)
    return this.#at === this.#text.length ? null : this.#fault('the end')
  }

  /** A value; of a container only its opening, with the key of its first member. */
  #value(): JsonFault | null {
    for (;;) {
      this.#pass(space)
      const character = this.#text[this.#at]
      if (character === '"') return this.#string()
      if (character !== '{' && character !== '[') return this.#scalar()
      this.#at++
      this.#pass(space)
      if (this.#text[this.#at] === (character === '{' ? '}' : ']')) {
        this.#at++
        return null
      }
      this.#open.push(character)
      const fault = character === '{' ? this.#key() : null
      if (fault !== null) return fault
    }
  }

  /** What follows a member of the innermost container: the next member or the closing bracket. */
  #afterValue(): JsonFault | null {
    this.#pass(space)
    const isObject = this.#open.at(-1) === '{'
    const character = this.#text[this.#at]
    if (character === (isObject ? '}' : ']')) {
      this.#open.pop()
      this.#at++
      return null
    }
    if (character !== ',') return this.#fault('a comma or a closing bracket')
    this.#at++
    const fault = isObject ? this.#key() : null
    return fault ?? this.#value()
  }

  #key(): JsonFault | null {
    this.#pass(space)
    if (this.#text[this.#at] !== '"') return this.#fault('a key')
    const fault = this.#string()
    if (fault !== null) return fault
    this.#pass(space)
    if (this.#text[this.#at] !== ':') return this.#fault('a colon')
    this.#at++
    return null
  }

  #string(): JsonFault | null {
    this.#at++
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === 0x22) {
        this.#at++
        return null
      }
      if (code === 0x5c) {
        if (!this.#pass(escape)) return this.#fault('a character')
      } else if (code < 0x20 || Number.isNaN(code)) {
        return this.#fault('a character')
      } else {
        this.#at++
      }
    }
  }

  #scalar(): JsonFault | null {
    for (const word of ['true', 'false', 'null']) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length
        return null
      }
    }
    return this.#pass(number) ? null : this.#fault('a value')
  }

  #pass(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    if (!pattern.test(this.#text)) return false
    this.#at = pattern.lastIndex
    return true
  }

  #fault(expected: JsonFault['expected']): JsonFault {
    return { at: this.#at, expected }
  }
}
