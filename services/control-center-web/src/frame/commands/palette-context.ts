import { createContext, useContext } from 'react'

export interface PaletteControl {
  readonly open: () => void
}

export const PaletteContext = createContext<PaletteControl>({ open: () => undefined })

export const usePalette = (): PaletteControl => useContext(PaletteContext)
