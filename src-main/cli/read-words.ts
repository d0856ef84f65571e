/** Splits what was typed into words and options, by what a command knows. */
import { UsageError, type CommandOption, type Given } from './command.ts'

/**
 * Reads `--name value`, `--name=value` and switches; `--` ends the options. Throws UsageError for an option the
 * command does not know, one without its value, and one given twice that may stand once.
 */
export function readWords(typed: readonly string[], known: readonly CommandOption[]): Given {
  const words: string[] = []
  const options = new Map<string, (string | true)[]>()
  for (let i = 0; i < typed.length; i++) {
    const word = typed[i] ?? ''
    if (word === '--') {
      words.push(...typed.slice(i + 1))
      break
    }
    if (!word.startsWith('--')) {
      words.push(word)
      continue
    }
    const [name = '', ...rest] = word.slice(2).split('=')
    const option = known.find((candidate) => candidate.name === name)
    if (!option) throw new UsageError(`There is no option --${name} here.`)
    const earlier = options.get(name) ?? []
    if (earlier.length > 0 && option.isRepeatable !== true)
      throw new UsageError(`--${name} can be given once.`)
    if (option.value === null) {
      if (rest.length > 0) throw new UsageError(`--${name} takes no value.`)
      options.set(name, [true])
      continue
    }
    let value: string | undefined = rest.join('=')
    if (rest.length === 0) {
      i += 1
      value = typed[i]
    }
    if (value === undefined) throw new UsageError(`--${name} needs a value: --${name} ${option.value}.`)
    options.set(name, [...earlier, value])
  }
  return { words, options }
}
