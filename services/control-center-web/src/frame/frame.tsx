'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { type ReactNode, Suspense, useState } from 'react'
import { useStore } from '../api/store.ts'
import { toldCommands } from '../commands/told-commands.ts'
import { useIsStale } from '../live/live-provider.tsx'
import { PaletteProvider } from './commands/palette-provider.tsx'
import { Guard } from './guard.tsx'
import { BottomNav, PhoneStrip } from './phone-bars.tsx'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar/top-bar.tsx'

const Toasts = dynamic(() => import('../commands/toasts.tsx').then(({ Toasts }) => Toasts), { ssr: false })

/** What stands around every page. A page that breaks leaves it, and with it Stop, where it is. */
export function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('frame')
  return (
    <PaletteProvider>
      <a
        href="#page"
        className="sr-only z-50 rounded-2 bg-accent-solid px-3 py-2 text-on-solid focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <div className="grid h-dvh grid-cols-[var(--rail)_minmax(0,1fr)] grid-rows-[var(--topbar)_minmax(0,1fr)] max-[1180px]:grid-cols-[56px_minmax(0,1fr)] max-md:block max-md:h-auto max-md:pt-[86px] max-md:pb-16">
        <Rail />
        <div className="contents max-md:fixed max-md:inset-x-0 max-md:top-0 max-md:z-10 max-md:block max-md:[&>header]:h-[var(--topbar)]">
          <TopBar />
          <PhoneStrip />
        </div>
        <Page>{children}</Page>
      </div>
      <BottomNav />
      <ToldCommands />
    </PaletteProvider>
  )
}

/** What shows toasts is loaded for the first one, and stays for those that come and go. */
function ToldCommands() {
  const told = useStore(toldCommands)
  const [wasTold, setWasTold] = useState(false)
  if (told.length > 0 && !wasTold) setWasTold(true)
  return wasTold ? <Toasts /> : null
}

function Page({ children }: { children: ReactNode }) {
  const isStale = useIsStale()
  return (
    <main
      id="page"
      tabIndex={-1}
      data-stale={isStale}
      className="min-h-0 min-w-0 overflow-auto p-4 outline-none focus-visible:shadow-none stale:grayscale max-md:overflow-visible max-md:p-3"
    >
      <Guard>
        <Suspense>{children}</Suspense>
      </Guard>
    </main>
  )
}
