/** Answers for the switch of the local API. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { localApiCommands } from '@shared/contract/local-api.ts'
import type { LocalApi } from '../http/local-api.ts'

export function localApiHandlers(api: LocalApi): Handlers<keyof typeof localApiCommands> {
  return {
    'localApi.state': () => api.state(),
    'localApi.change': (wish) => api.change(wish),
    'localApi.newToken': () => api.newToken(),
  }
}
