/** Where the window's script begins: style sheets, the app, and what it asks for first. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../resources/export/tokens.css'
import '../resources/export/reading.css'
import './ui/fonts.css'
import './ui/base.css'
import { App } from './app/App.tsx'
import { startWindow } from './app/start.ts'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
void startWindow()
