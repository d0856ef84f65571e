/** A program that starts the app on an archive and quits it at once, with all that a start does by the way. */
import { createApp } from '../../app.ts'

const [archiveFolder = ''] = process.argv.slice(2)
const app = createApp({ archiveFolder, printer: null, tidiesUp: true, tell: () => undefined })
await app.close()
