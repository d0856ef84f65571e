/** What a reader is told when work on a dataset has ended. */
import { loadingSentence } from '@shared/datasets/check-words.ts'
import { counted } from '../../ui/counts.ts'
import type { EndedWork } from './manage-store.ts'

export interface DatasetMessage {
  readonly tone: 'success' | 'neutral' | 'failure'
  readonly title: string
  readonly description: string
  /** A file to show in its folder. */
  readonly showable: string | null
}

export function datasetMessage({ action, name, job }: EndedWork): DatasetMessage {
  const said = { showable: null }
  if (job.state === 'cancelled') {
    const description =
      action === 'check' ? `${name} was not checked to its end.` : 'Nothing unfinished was left.'
    return { ...said, tone: 'neutral', title: cancelled[action], description }
  }
  const outcome = job.result?.kind === 'dataset' ? job.result : null
  if (outcome === null)
    return {
      ...said,
      tone: 'failure',
      title: failed[action],
      description: job.error?.message ?? 'Nothing was written.',
    }
  const { dataset, files } = outcome
  const check = dataset === null ? '' : loadingSentence(dataset.check)
  switch (action) {
    case 'create':
    case 'new-version': {
      const version = dataset === null || dataset.version === 1 ? '' : `, version ${dataset.version}`
      const records = counted(dataset?.records ?? 0, 'record')
      return {
        ...said,
        tone: 'success',
        title: `Dataset ${name}${version} ready`,
        description: `${records}. ${check}`,
      }
    }
    case 'check':
      return {
        ...said,
        tone: dataset !== null && dataset.check.loading < dataset.check.records ? 'neutral' : 'success',
        title: `${name} checked`,
        description: check,
      }
    case 'download': {
      const [path] = files
      return {
        ...said,
        tone: 'success',
        title: 'Dataset saved',
        description: path ?? name,
        showable: path ?? null,
      }
    }
  }
}

const cancelled: Readonly<Record<EndedWork['action'], string>> = {
  create: 'Dataset cancelled',
  'new-version': 'New version cancelled',
  check: 'Check cancelled',
  download: 'Download cancelled',
}
const failed: Readonly<Record<EndedWork['action'], string>> = {
  create: 'The dataset could not be made',
  'new-version': 'A new version could not be made',
  check: 'The dataset could not be checked',
  download: 'The dataset could not be saved',
}
