/** What the window knows of the local API, and what it asks of it. */
import type { Request } from '@shared/contract/contract.ts'
import type { LocalApiChange, LocalApiState } from '@shared/contract/local-api.ts'
import { create } from 'zustand'
import { call } from '../bridge.ts'
import { showFailure } from '../ui/toasts.ts'

type LocalApiStore = {
  /** Null until the app has answered. */
  readonly localApi: LocalApiState | null
  /** A token that was just made: in sight until it is put away, and never again. */
  readonly newToken: string | null
}

export const useLocalApi = create<LocalApiStore>()(() => ({ localApi: null, newToken: null }))

export function hearLocalApi(localApi: LocalApiState): void {
  useLocalApi.setState({ localApi })
}

export async function askForLocalApi(): Promise<void> {
  hearLocalApi(await call('localApi.state', {}))
}

export async function changeLocalApi(change: Request<'localApi.change'>): Promise<void> {
  await take(() => call('localApi.change', change))
}

export async function makeToken(): Promise<void> {
  await take(() => call('localApi.newToken', {}))
}

export function putTokenAway(): void {
  useLocalApi.setState({ newToken: null })
}

async function take(change: () => Promise<LocalApiChange>): Promise<void> {
  try {
    const { state, token } = await change()
    useLocalApi.setState({ localApi: state, ...(token !== null && { newToken: token }) })
  } catch (error) {
    showFailure('The local API could not be changed', error)
  }
}
