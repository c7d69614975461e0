import { useState } from 'react'

/** A small preference of this browser. A blocked or full store only forgets, it never breaks the page. */
export function useStored<T>(key: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => readStored(key) ?? initial)
  return [
    value,
    (next) => {
      setValue(next)
      writeStored(key, next)
    },
  ]
}

export function readStored<T>(key: string): T | undefined {
  try {
    const text = localStorage.getItem(`district.${key}`)
    return text === null ? undefined : (JSON.parse(text) as T)
  } catch {
    return undefined
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    localStorage.setItem(`district.${key}`, JSON.stringify(value))
  } catch {
    /* private mode or full: the preference is forgotten */
  }
}
