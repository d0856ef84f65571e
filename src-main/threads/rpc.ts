/**
 * Calls and events between two threads, over any port that carries messages.
 *
 * Both ends may call, answer and tell. What is asked and what it means is the business of those who use it.
 */
import { AppError, fromErrorValue, toErrorValue, type ErrorValue } from '@shared/contract/app-error.ts'

/** A worker, a parentPort or a MessagePort. */
export interface Port {
  postMessage(value: unknown, transfer?: readonly ArrayBuffer[]): void
  on(event: 'message', listener: (value: unknown) => void): unknown
}

type Packet =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: ErrorValue }
  | { readonly kind: 'event'; readonly event: unknown }

export interface Ends {
  /** Answers the other end's calls; what it throws is thrown there. */
  readonly serve?: (name: string, input: unknown) => unknown
  /** Hears the other end's events. */
  readonly hear?: (event: unknown) => void
}

export interface Line {
  /** @param transfer memory in `input` that is handed over and not copied: it is gone here afterwards */
  call(name: string, input: unknown, transfer?: readonly ArrayBuffer[]): Promise<unknown>
  tell(event: unknown): void
  /** Rejects every call that is still open and every later one: the other end is gone. */
  hangUp(reason: string): void
}

/** Begins to listen on a port and answers with the means to speak. */
export function connect(port: Port, ends: Ends): Line {
  const open = new Map<number, { resolve: (data: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let gone: string | null = null

  async function answer(id: number, name: string, input: unknown): Promise<void> {
    try {
      if (!ends.serve) throw new Error(`Nothing answers “${name}” on this side.`)
      port.postMessage({ kind: 'answer', id, data: await ends.serve(name, input) } satisfies Packet)
    } catch (error) {
      port.postMessage({ kind: 'refusal', id, error: toErrorValue(error) } satisfies Packet)
    }
  }

  port.on('message', (value) => {
    const packet = value as Packet
    switch (packet.kind) {
      case 'call':
        void answer(packet.id, packet.name, packet.input)
        return
      case 'answer':
        open.get(packet.id)?.resolve(packet.data)
        open.delete(packet.id)
        return
      case 'refusal':
        open.get(packet.id)?.reject(fromErrorValue(packet.error))
        open.delete(packet.id)
        return
      case 'event':
        ends.hear?.(packet.event)
    }
  })

  return {
    call: (name, input, transfer = []) =>
      new Promise((resolve, reject) => {
        if (gone !== null) return reject(new AppError('bug', gone))
        lastId += 1
        open.set(lastId, { resolve, reject })
        port.postMessage({ kind: 'call', id: lastId, name, input } satisfies Packet, transfer)
      }),
    tell: (event) => port.postMessage({ kind: 'event', event } satisfies Packet),
    hangUp: (reason) => {
      gone ??= reason
      for (const call of open.values()) call.reject(new AppError('bug', reason))
      open.clear()
    },
  }
}
