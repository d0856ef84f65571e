/** The options of all formats as flags of the command line, drawn from their descriptions: `--theme light|dark`. */
import { parseOption, type ChosenOptions, type Option } from '@shared/option.ts'
import type { Exporter } from '../exporters/exporter.ts'
import { exporters } from '../exporters/registry.ts'
import { UsageError, valueOf, valuesOf, type CommandOption, type Given } from './command.ts'

/** One flag for each name that options have; its help says which formats have it. */
export const exportFlags: readonly CommandOption[] = [...optionsByName()].map(([name, options]) => {
  const [first] = options.values()
  const formats = [...options.keys()].join(', ')
  return {
    name: flagOf(name),
    value: first === undefined ? 'VALUE' : valuesInWords(first),
    description: `${formats}: ${(first?.label ?? name).replace(/[.?]$/, '')}`,
  }
})

/**
 * What was chosen by flags and by `--option name=value`. Throws UsageError for an option that the format lacks and for a
 * value that is none of its values.
 */
export function chosenOptions(given: Given, exporter: Exporter): ChosenOptions {
  const named = valuesOf(given, 'option').map((text): [string, string] => {
    const [name = '', ...rest] = text.split('=')
    return [name, rest.join('=')]
  })
  const flagged = [...optionsByName().keys()].flatMap((name): [string, string][] => {
    const value = valueOf(given, flagOf(name))
    return value === null ? [] : [[name, value]]
  })
  return Object.fromEntries(
    [...named, ...flagged].map(([name, text]) => [name, valueIn(exporter, name, text)]),
  )
}

function valueIn(exporter: Exporter, name: string, text: string): boolean | string {
  const option = exporter.options.find((candidate) => candidate.name === name)
  if (!option) throw new UsageError(`${exporter.name} has no option “${name}”: not supported.`)
  const value = parseOption(option, text)
  if (value === null) throw new UsageError(`“${text}” is no value of ${name}: ${valuesInWords(option)}.`)
  return value
}

function optionsByName(): Map<string, Map<string, Option>> {
  const found = new Map<string, Map<string, Option>>()
  for (const { id, options } of exporters) {
    for (const option of options) {
      found.set(option.name, (found.get(option.name) ?? new Map<string, Option>()).set(id, option))
    }
  }
  return found
}

/** `includeOptions` is `--include-options`. */
function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function valuesInWords(option: Option): string {
  if (option.kind === 'switch') return 'true|false'
  return option.kind === 'choice' ? option.choices.map(({ value }) => value).join('|') : 'TEXT'
}
