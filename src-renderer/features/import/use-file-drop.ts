/** Hears files being dragged over the window and dropped on it, wherever that is. */
import type { ChosenFile } from '@shared/contract/desktop.ts'
import { useEffect, useRef, useState } from 'react'
import { pathOf } from '../../bridge.ts'
import { isOwnDrag } from '../../ui/own-drag.ts'
import { draggedFiles, droppedFiles } from './dropped-files.ts'

interface Listeners {
  /** Files hang over the window. */
  readonly onDrag: () => void
  readonly onDrop: (files: ChosenFile[]) => void
}

/** Answers how many files hang over the window, 0 for none; tells when they come, and with them when they are dropped. */
export function useFileDrop(listeners: Listeners): number {
  const [count, setCount] = useState(0)
  const heard = useRef(listeners)
  useEffect(() => {
    heard.current = listeners
  }, [listeners])

  const isOverWindow = count > 0
  useEffect(() => {
    if (isOverWindow) heard.current.onDrag()
  }, [isOverWindow])

  useEffect(() => {
    const drag = (event: DragEvent): void => {
      const files = draggedFiles(event.dataTransfer)
      if (files === 0 || event.dataTransfer === null || isOwnDrag()) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setCount(files)
    }
    const leave = (event: DragEvent): void => {
      // Only leaving the window has nowhere to go to; leaving one element for another does not end the drag.
      if (event.relatedTarget === null) setCount(0)
    }
    const drop = (event: DragEvent): void => {
      setCount(0)
      if (draggedFiles(event.dataTransfer) === 0 || isOwnDrag()) return
      event.preventDefault()
      const files = droppedFiles(event.dataTransfer, pathOf)
      if (files.length > 0) heard.current.onDrop(files)
    }
    const stopped = new AbortController()
    const { signal } = stopped
    window.addEventListener('dragenter', drag, { signal })
    window.addEventListener('dragover', drag, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('drop', drop, { signal })
    return () => stopped.abort()
  }, [])
  return count
}
