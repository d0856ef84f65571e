/** The app's side of the search thread: asks it, drops what was overtaken, and replaces it where it hangs. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { AppError } from '@shared/contract/app-error.ts'
import type { SearchTasks } from '../archive/search/tasks.ts'
import { connect, type Line } from './rpc.ts'
import { startThread } from './start-thread.ts'

type TaskName = keyof SearchTasks
type Request<Name extends TaskName> = Parameters<SearchTasks[Name]>[0]
type Result<Name extends TaskName> = Awaited<ReturnType<SearchTasks[Name]>>

export interface Searcher {
  /**
   * Asks the search thread.
   *
   * @param session names a field that is typed in: what is still running for it is dropped
   * @param isNewQuestion whether what runs beside it is dropped too: for sessions that begin with the same name and a space
   * @throws AppError as the task does; `cancelled` when it was dropped
   */
  ask<Name extends TaskName>(
    name: Name,
    request: Request<Name>,
    session?: string,
    isNewQuestion?: boolean,
  ): Promise<Result<Name>>
  /** Starts the thread and has it search in advance (warm-up.ts) until somebody asks for anything. Returns at once. */
  warmUp(): void
  close(): Promise<void>
}

interface Thread {
  readonly worker: Worker
  readonly line: Line
}

interface Open {
  readonly name: TaskName
  readonly request: unknown
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
  thread: Thread
}

/** A search that has been dropped and does not come to its next turn within so many milliseconds hangs. */
const patience = 300
/** Milliseconds between the first searches in advance and the others: the window is drawn meanwhile, which needs the processor more. */
const restAfterStart = 2000

/** Makes the searcher of one archive. */
export function createSearcher(archiveFolder: string): Searcher {
  let thread: Thread | null = null
  let lastTicket = 0
  let isClosed = false
  let warmingUp: number | null = null
  const open = new Map<number, Open>()
  const ofSession = new Map<string, number>()

  function started(): Thread {
    if (thread) return thread
    const worker = startThread('search-thread', { archiveFolder })
    const made: Thread = { worker, line: connect(worker, {}) }
    worker.on('error', (error) => end(made, `The search thread failed: ${error.message}`))
    worker.on('exit', () => end(made, 'The search thread has ended.'))
    thread = made
    return made
  }

  /** Leaves a thread that is over: what it still owed fails. */
  function end(over: Thread, reason: string): void {
    if (thread === over) thread = null
    over.line.hangUp(reason)
  }

  function send(ticket: number, { name, request, thread: to }: Open): void {
    to.line.call(name, { ticket, request }).then(
      (result) => settle(ticket, to, (one) => one.resolve(result)),
      (error: unknown) => settle(ticket, to, (one) => one.reject(error)),
    )
  }

  /** Only the thread that a search stands with now may answer it. */
  function settle(ticket: number, from: Thread, answer: (one: Open) => void): void {
    const one = open.get(ticket)
    if (one === undefined || one.thread !== from) return
    open.delete(ticket)
    answer(one)
  }

  function drop(ticket: number): void {
    const one = open.get(ticket)
    if (one === undefined) return
    one.thread.line.tell({ drop: ticket })
    setTimeout(() => {
      if (open.get(ticket)?.thread === one.thread) replace(one.thread, ticket)
    }, patience).unref()
  }

  /** A statement of SQLite cannot be interrupted: its thread is left to itself and others go on with a new one. */
  function replace(hanging: Thread, dropped: number): void {
    const one = open.get(dropped)
    open.delete(dropped)
    one?.reject(new AppError('cancelled', 'This search was overtaken by a newer one.'))
    if (thread === hanging) thread = null
    const others = [...open].filter(([, other]) => other.thread === hanging)
    for (const [ticket, other] of others) {
      other.thread = started()
      send(ticket, other)
    }
    void hanging.worker.terminate()
  }

  function ask<Name extends TaskName>(
    name: Name,
    request: Request<Name>,
    session?: string,
    isNewQuestion = false,
  ): Promise<Result<Name>> {
    return new Promise((resolve, reject) => {
      const ticket = ++lastTicket
      if (warmingUp !== null) drop(warmingUp)
      warmingUp = name === 'warmUp' ? ticket : null
      if (session !== undefined) {
        for (const [other, before] of ofSession) {
          if (other === session || (isNewQuestion && other.startsWith(`${session} `))) drop(before)
        }
        ofSession.set(session, ticket)
      }
      const one: Open = {
        name,
        request,
        resolve: resolve as (result: unknown) => void,
        reject,
        thread: started(),
      }
      open.set(ticket, one)
      send(ticket, one)
    })
  }

  /** Who searches in earnest is told what is wrong, if anything is. */
  async function searchInAdvance(): Promise<void> {
    const first = ask('warmUp', 'first')
    const ticket = lastTicket
    await first.catch(() => undefined)
    await wait(restAfterStart, undefined, { ref: false })
    if (lastTicket === ticket && !isClosed) await ask('warmUp', 'further').catch(() => undefined)
  }

  return {
    ask,
    warmUp: () => void searchInAdvance(),
    async close() {
      isClosed = true
      if (!thread) return
      const { worker, line } = thread
      await line.call('close', null).catch(() => undefined)
      await worker.terminate()
    },
  }
}
