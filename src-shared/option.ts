/** Options of exporters, as data: the dialog, the command line's help and README's table are drawn from them. */
interface OptionBase {
  /** The name on the command line (`--option name=value`) and on the wire. */
  readonly name: string
  readonly label: string
  /** One sentence for the reader of the dialog or of `--help`. */
  readonly description: string
  /** Set where people look for it in every format: one that lacks it says "Not supported" instead of nothing. */
  readonly isShownEverywhere?: true
}

export interface SwitchOption extends OptionBase {
  readonly kind: 'switch'
  readonly initial: boolean
}

export interface ChoiceOption extends OptionBase {
  readonly kind: 'choice'
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly initial: string
}

export interface TextOption extends OptionBase {
  readonly kind: 'text'
  readonly initial: string
  /** Characters. */
  readonly longest: number
}

export type Option = SwitchOption | ChoiceOption | TextOption

export type ChosenOptions = Readonly<Record<string, boolean | string>>

/** The value of each option: the chosen one where it is valid, else the initial one. */
export function withDefaults(options: readonly Option[], chosen: ChosenOptions): ChosenOptions {
  return Object.fromEntries(
    options.map((option) => {
      const value = chosen[option.name]
      return [option.name, value !== undefined && isValid(option, value) ? value : option.initial]
    }),
  )
}

/** Reads an option's value from text (`true`, `false`, one of the choices, the text itself); null when it is none of them. */
export function parseOption(option: Option, text: string): boolean | string | null {
  const value = option.kind !== 'switch' ? text : text === 'true' ? true : text === 'false' ? false : null
  return value !== null && isValid(option, value) ? value : null
}

function isValid(option: Option, value: boolean | string): boolean {
  if (option.kind === 'switch') return typeof value === 'boolean'
  if (option.kind === 'text') return typeof value === 'string' && value.length <= option.longest
  return option.choices.some((choice) => choice.value === value)
}
