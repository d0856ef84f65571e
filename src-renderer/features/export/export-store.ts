/** The export dialog's store: asks for formats, names, previews and checks, and starts the export. */
import { fromErrorValue, toErrorValue } from '@shared/contract/app-error.ts'
import type { SensitiveAction } from '@shared/contract/export.ts'
import type { Job } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { cancelJob, useJobs } from '../../jobs/jobs-store.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import {
  dialogClosed,
  dialogOpened,
  type ExportState,
  formatChosen,
  formatOf,
  initialExport,
  type Into,
  intoOf,
  needsCheck,
  optionChosen,
  optionsOf,
  type Preview,
  type Stage,
} from './export-choices.ts'
import { type ExportRequest, subjectOf } from './export-request.ts'
import { noteExport } from './export-notes.ts'

export const useExport = create<ExportState>()(() => initialExport)

/** In ms: while somebody types, nothing is drawn for every letter. */
const typingPause = 250

let opened = 0
let previewAsked = 0
let previewTimer: number | null = null
let exampleAsked = 0

/** Opens the dialog for conversations; says so where there are none. */
export async function openExport(request: ExportRequest): Promise<void> {
  const asked = ++opened
  try {
    const subject = await subjectOf(request)
    const [first] = subject?.ids ?? []
    if (subject === null || first === undefined) {
      showToast({ tone: 'neutral', title: 'There is nothing here to export' })
      return
    }
    const [formats, exampleName, nameOfAll, settings] = await Promise.all([
      call('export.formats', {}),
      call('export.fileName', { id: first }),
      call('export.fileName', { id: first, template: 'Conversations {today}' }),
      call('settings.get', {}),
    ])
    if (asked !== opened) return
    const fileName = subject.ids.length === 1 ? exampleName : nameOfAll
    const { exportNameTemplate: nameTemplate, exportSensitive: sensitive } = settings
    const beginning = { subject, formats, fileName, exampleName, nameTemplate, sensitive }
    useExport.setState((state) => dialogOpened(state, beginning))
    askPreview()
  } catch (error) {
    showFailure('This cannot be exported', error)
  }
}

/** Closes the dialog; what is being looked through for it is left. */
export function closeExport(): void {
  opened += 1
  endCheck()
  useExport.setState(dialogClosed)
}

/** Leaves the dialog for a while, with all that was chosen and found. */
export function stepAside(): void {
  useExport.setState({ isAside: true })
}

/** Opens the dialog again as it was left. */
export function returnToExport(): void {
  useExport.setState({ isAside: false })
}

export function chooseFormat(formatId: string): void {
  useExport.setState((state) => formatChosen(state, formatId))
  askPreview()
}

export function chooseOption(name: string, value: boolean | string): void {
  useExport.setState((state) => optionChosen(state, name, value))
  if (typeof value === 'string') askPreviewSoon()
  else askPreview()
}

export function nameFile(fileName: string): void {
  useExport.setState({ fileName })
}

export function chooseInto(into: Into): void {
  useExport.setState({ into })
}

export function chooseSensitive(sensitive: SensitiveAction): void {
  useExport.setState({ sensitive })
  askPreview()
}

/** Takes in how files are to be named, and asks what the first would then be called. */
export async function chooseTemplate(nameTemplate: string): Promise<void> {
  const asked = ++exampleAsked
  useExport.setState({ nameTemplate })
  const id = useExport.getState().subject?.ids[0]
  const template = nameTemplate.trim()
  if (id === undefined || template === '') return useExport.setState({ exampleName: '' })
  try {
    const exampleName = await call('export.fileName', { id, template })
    if (asked === exampleAsked) useExport.setState({ exampleName })
  } catch (error) {
    showFailure('This template cannot be used', error)
  }
}

/** Exports what was chosen, or shows first what is sensitive in it. */
export async function startExport(): Promise<void> {
  const state = useExport.getState()
  if (state.stage.kind !== 'choosing') return
  await (needsCheck(state) ? startCheck('write') : write(state.sensitive))
}

/** Exports after the findings were seen: as it is, or without them. */
export async function exportReviewed(sensitive: SensitiveAction): Promise<void> {
  await write(sensitive)
}

/** Looks through everything and shows what is sensitive in it. */
export async function review(): Promise<void> {
  await startCheck('show')
}

/** Goes back to the choices; a check that still runs is given up. */
export function backToChoices(): void {
  endCheck()
  setStage({ kind: 'choosing' })
}

/** Takes in the end of a job that has looked for sensitive data. */
export function hearCheck(job: Job): void {
  const { stage } = useExport.getState()
  if (stage.kind !== 'checking' || stage.jobId !== job.id) return
  if (job.state !== 'done' || job.result?.kind !== 'export-check') {
    setStage({ kind: 'choosing' })
    if (job.error !== null) showFailure('The check did not end well', fromErrorValue(job.error))
    return
  }
  if (stage.next === 'show' || job.result.found.length > 0) {
    return setStage({ kind: 'reviewing', report: job.result })
  }
  setStage({ kind: 'choosing' })
  void write(useExport.getState().sensitive)
}

/** Copies the whole text that would be written. */
export async function copyExport(): Promise<void> {
  const state = useExport.getState()
  const id = state.subject?.ids[0]
  const format = formatOf(state)
  if (id === undefined || format === null) return
  try {
    const { sensitive } = state
    const text = await call('export.text', { id, format: format.id, options: optionsOf(state), sensitive })
    await call('desktop.copyText', { text })
    showToast({ tone: 'success', title: `${format.name} copied` })
  } catch (error) {
    showFailure('This could not be copied', error)
  }
}

async function startCheck(next: 'write' | 'show'): Promise<void> {
  const state = useExport.getState()
  if (state.subject === null) return
  const asked: Stage = { kind: 'checking', jobId: null, next }
  setStage(asked)
  try {
    const { id } = await call('export.check', {
      ids: [...state.subject.ids],
      format: state.formatId,
      options: optionsOf(state),
    })
    if (useExport.getState().stage !== asked) return void cancelJob(id)
    setStage({ ...asked, jobId: id })
    // A short check may have been heard to end before its name was known.
    const ended = useJobs.getState().jobs.find((job) => job.id === id && job.state !== 'running')
    if (ended !== undefined) hearCheck(ended)
  } catch (error) {
    if (useExport.getState().stage === asked) setStage({ kind: 'choosing' })
    showFailure('The check could not be started', error)
  }
}

function endCheck(): void {
  const { stage } = useExport.getState()
  if (stage.kind === 'checking' && stage.jobId !== null) void cancelJob(stage.jobId)
}

/** Asks where to save, starts the export and closes the dialog; stays open when the question was left unanswered. */
async function write(sensitive: SensitiveAction): Promise<void> {
  const state = useExport.getState()
  const { subject } = state
  const format = formatOf(state)
  if (format === null || subject === null) return
  const into = intoOf(state)
  try {
    const path = await choosePath(into, state.fileName.trim(), format.extension)
    if (path === null) return
    const job = await call('export.start', {
      ids: [...subject.ids],
      format: format.id,
      options: optionsOf(state),
      path,
      into,
      // The save dialog has asked about an existing file; nobody was asked about those inside a folder.
      replace: into !== 'folder',
      sensitive,
      nameTemplate: state.nameTemplate,
    })
    noteExport(job.id, sensitive)
    closeExport()
  } catch (error) {
    showFailure('Export failed', error)
  }
}

async function choosePath(into: Into, name: string, extension: string): Promise<string | null> {
  if (into === 'folder') return await call('desktop.chooseFolder', {})
  return await call('desktop.chooseSavePath', { name, extension: into === 'zip' ? 'zip' : extension })
}

function setStage(stage: Stage): void {
  useExport.setState({ stage })
}

function askPreviewSoon(): void {
  if (previewTimer !== null) window.clearTimeout(previewTimer)
  previewTimer = window.setTimeout(askPreview, typingPause)
}

/** Asks for the preview and the size; an answer that was overtaken by a later question is dropped. */
function askPreview(): void {
  if (previewTimer !== null) window.clearTimeout(previewTimer)
  previewTimer = null
  const asked = ++previewAsked
  const state = useExport.getState()
  const { subject } = state
  const id = subject?.ids[0]
  if (subject === null || id === undefined) return
  const isOne = subject.ids.length === 1
  void previewOf(id, state).then((preview) => {
    if (asked !== previewAsked) return
    useExport.setState({ preview })
    // What is drawn is measured once its beginning is in sight: that is what somebody waits for.
    if (isOne && preview.kind === 'picture') askEstimate(subject.ids, state, asked)
  })
  if (!isOne) askEstimate(subject.ids, state, asked)
}

function askEstimate(ids: readonly string[], state: ExportState, asked: number): void {
  void estimateOf(ids, state).then((estimate) => asked === previewAsked && useExport.setState({ estimate }))
}

async function previewOf(id: string, state: ExportState): Promise<Preview> {
  const { formatId: format, sensitive } = state
  try {
    const answer = await call('export.preview', { id, format, options: optionsOf(state), sensitive })
    const { text, picture, ...facts } = answer
    if (text !== null) return { kind: 'text', content: text, ...facts }
    return picture === null ? { kind: 'none' } : { kind: 'picture', content: picture, ...facts }
  } catch (error) {
    return { kind: 'failed', message: toErrorValue(error).message }
  }
}

/** Null where nobody knows: a size that cannot be told is no reason not to export. */
async function estimateOf(ids: readonly string[], state: ExportState): Promise<number | null> {
  try {
    const format = state.formatId
    const { bytes } = await call('export.estimate', { ids: [...ids], format, options: optionsOf(state) })
    return bytes
  } catch (error) {
    showFailure('The size could not be estimated', error)
    return null
  }
}
