/** README.md of a dataset: the card that the Hugging Face Hub shows, its head as YAML. */
import { loadingSentence } from '@shared/datasets/check-words.ts'
import type { DatasetFile, DatasetReport } from '@shared/datasets/dataset.ts'
import { dataFormatOf } from '@shared/datasets/formats.ts'
import { pathInLayout, type Layout, type NamedRecipe } from './dataset-files.ts'

const sizes: readonly (readonly [below: number, name: string])[] = [
  [1_000, 'n<1K'],
  [10_000, '1K<n<10K'],
  [100_000, '10K<n<100K'],
  [1_000_000, '100K<n<1M'],
  [10_000_000, '1M<n<10M'],
]

/** The card of a dataset, with the paths of a layout. Names are checked ones, so the YAML needs no quoting of them. */
export function datasetCard(
  recipe: NamedRecipe,
  files: readonly DatasetFile[],
  report: DatasetReport,
  layout: Layout,
): string {
  const { check, statistics, records, conversations } = report
  const splits = (['train', 'validation'] as const).flatMap((role) => {
    const own = files.filter((file) => file.role === role)
    return own.length === 0
      ? []
      : [
          `      - split: ${role}`,
          '        path:',
          ...own.map(
            ({ path }) => `          - ${JSON.stringify(pathInLayout(path, role, recipe.fileName, layout))}`,
          ),
        ]
  })
  return [
    '---',
    `pretty_name: ${recipe.name}`,
    'license: other',
    'task_categories:',
    '  - text-generation',
    'size_categories:',
    `  - ${sizes.find(([below]) => records < below)?.[1] ?? 'n>10M'}`,
    'tags:',
    '  - conversations',
    `  - ${recipe.dataFormat}`,
    'configs:',
    '  - config_name: default',
    '    data_files:',
    ...splits,
    '---',
    '',
    `# ${recipe.name}`,
    '',
    `${records} records of ${conversations} conversations, made by Stemma. Format: ${dataFormatOf(recipe.dataFormat).name}.`,
    '',
    `- ${loadingSentence(check)}`,
    ...check.remarks.map((remark) => `- ${remark}`),
    `- About ${statistics.tokens.total} tokens (an estimate); a record has ${statistics.tokens.median} in the middle, ${statistics.tokens.most} at most.`,
    '',
    'The conversations come from a private archive. Before you pass them on, see that nobody is named in them who would',
    'not want it, and what the terms of the products they come from say about training on their answers.',
    '',
  ].join('\n')
}
