/** Options that several formats have, worded alike wherever they stand. */
import type { ChoiceOption, ChosenOptions, SwitchOption } from '@shared/option.ts'

export const includeOptions: SwitchOption = {
  kind: 'switch',
  name: 'includeOptions',
  isShownEverywhere: true,
  label: 'Include endpoint options',
  description: 'Writes the model, the temperature and the other settings.',
  initial: true,
}

/** @param initial whether the format writes all branches unless told otherwise */
export function branchesOption(initial: boolean): SwitchOption {
  return {
    kind: 'switch',
    name: 'branches',
    isShownEverywhere: true,
    label: 'Export all message branches',
    description: 'Writes every version of every message; else only the branch that is shown.',
    initial,
  }
}

export const structureOption: ChoiceOption = {
  kind: 'choice',
  name: 'structure',
  isShownEverywhere: true,
  label: 'Recursive or sequential?',
  description: 'Recursive nests each answer in the message it answers; sequential is one list.',
  choices: [
    { value: 'recursive', label: 'Recursive' },
    { value: 'sequential', label: 'Sequential' },
  ],
  initial: 'recursive',
}

export const timestampsOption: SwitchOption = {
  kind: 'switch',
  name: 'timestamps',
  label: 'Include times',
  description: 'Writes when each message was sent, in ISO 8601 and UTC.',
  initial: true,
}

export const thinkingOption: SwitchOption = {
  kind: 'switch',
  name: 'thinking',
  label: 'Include thinking and tool calls',
  description: 'Shows them unfolded; else they are left out.',
  initial: true,
}

/** @param initial whether the format writes hidden messages unless told otherwise */
export function hiddenOption(initial: boolean): SwitchOption {
  return {
    kind: 'switch',
    name: 'hidden',
    label: 'Include hidden messages',
    description: 'Shows messages, such as system prompts, that the product they come from did not show.',
    initial,
  }
}

/** @param initial the theme unless told otherwise */
export function themeOption(choices: readonly ('auto' | 'light' | 'dark')[]): ChoiceOption {
  const labels = { auto: 'As the reader’s system', light: 'Light', dark: 'Dark' }
  return {
    kind: 'choice',
    name: 'theme',
    label: 'Theme',
    description: 'Dark ink on light paper, or the other way round.',
    choices: choices.map((value) => ({ value, label: labels[value] })),
    initial: choices[0] ?? 'light',
  }
}

/** Which messages a reader's format writes, by its chosen options; an option that it lacks counts as its usual meaning. */
export interface MessageChoice {
  readonly hasAllBranches: boolean
  readonly showsThinking: boolean
  readonly showsHidden: boolean
}

export function messageChoice(chosen: ChosenOptions): MessageChoice {
  return {
    hasAllBranches: chosen['branches'] === true,
    showsThinking: chosen['thinking'] !== false,
    showsHidden: chosen['hidden'] !== false,
  }
}
