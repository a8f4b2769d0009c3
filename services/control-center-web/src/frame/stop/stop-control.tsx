'use client'

import { Play } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMay } from '../../api/api-provider.tsx'
import { useBot } from '../../api/queries.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { StopMark } from './stop-mark.tsx'

const StopDialog = dynamic(() => import('./stop-dialog.tsx').then(({ StopDialog }) => StopDialog), {
  ssr: false,
})
const ResumeDialog = dynamic(() => import('./resume-dialog.tsx').then(({ ResumeDialog }) => ResumeDialog), {
  ssr: false,
})

/** Stop, or after that the way back. Not known to be halted: Stop, connected or not. */
export function StopControl({ isReal, isStale }: { isReal: boolean; isStale: boolean }) {
  const t = useTranslations('frame')
  const [opened, setOpened] = useState<'stop' | 'resume'>()
  const { data: bot } = useBot()
  const mayStop = useMay('operator')
  const isHalted = bot?.status === 'HALTED' && !isStale
  const close = (isOpen: boolean) => {
    if (!isOpen) setOpened(undefined)
  }
  return (
    <>
      {isHalted ? (
        <Button size="large" aria-haspopup="dialog" onClick={() => setOpened('resume')}>
          <Play className="size-4" aria-hidden />
          {t('resume.open')}
        </Button>
      ) : (
        <Button
          kind={isReal ? 'danger' : 'stop'}
          size="large"
          aria-haspopup="dialog"
          disabled={!mayStop && bot !== undefined}
          title={mayStop ? undefined : t('stop.needsOperator')}
          className={classNames(isStale && 'border-dashed')}
          onClick={() => setOpened('stop')}
        >
          <StopMark className="size-4" />
          {t('stop.open')}
        </Button>
      )}
      {opened === 'stop' ? <StopDialog onOpenChange={close} /> : null}
      {opened === 'resume' && bot !== undefined ? <ResumeDialog bot={bot} onOpenChange={close} /> : null}
    </>
  )
}
