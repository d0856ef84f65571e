/**
 * The walls round every web page of the app: no network, no navigation, no new windows, no permissions.
 *
 * They hold for every session and every page, also for ones made later; the page printer has its own session and
 * goes through the same walls.
 */
import { app, session, type Session, type WebContents } from 'electron'

/** Schemes that stay inside this computer. */
const insideSchemes = new Set(['app:', 'blob:', 'data:', 'devtools:'])

let refused = 0

/** How many requests for anything outside were refused since the start. */
export function refusedRequests(): number {
  return refused
}

/** To be called before the app is ready. */
export function lockDownProcess(): void {
  // Root cannot have a sandbox: the launcher says so, and only then. Pages ask for it one by one all the same.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // Belt and braces: even a request that no handler of ours sees finds no address.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')
  app.commandLine.appendSwitch('disable-domain-reliability')
  app.commandLine.appendSwitch('no-pings')
  app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns,MediaRouter,OptimizationHints')
  app.on('web-contents-created', (_event, contents) => lockDownPage(contents))
  app.on('session-created', lockDownSession)
}

/** To be called when the app is ready, before the first window. */
export function lockDownDefaultSession(): void {
  lockDownSession(session.defaultSession)
}

function lockDownSession(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  target.setPermissionCheckHandler(() => false)
  target.setDevicePermissionHandler(() => false)
  // Electron would fetch dictionaries from a Chromium server.
  target.setSpellCheckerEnabled(false)
  target.setSpellCheckerLanguages([])
  target.on('will-download', (event) => event.preventDefault())
  target.webRequest.onBeforeRequest((details, answer) => {
    const isInside = insideSchemes.has(schemeOf(details.url))
    if (!isInside) refused += 1
    answer({ cancel: !isInside })
  })
}

function lockDownPage(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    // A text that the page itself puts into a frame goes nowhere; a link in it would, and does not.
    if (event.isMainFrame || event.url !== 'about:srcdoc') event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

function schemeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : ''
}
