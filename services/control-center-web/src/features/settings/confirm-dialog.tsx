'use client'
/** Asks once more before what cannot be taken back. */
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNote } from './failure-note.tsx'

export interface ConfirmDialogProps {
  readonly title: string
  readonly description: ReactNode
  readonly confirmLabel: string
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onConfirm: () => void
  readonly onClose: () => void
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, confirmLabel, isBusy, error, onConfirm, onClose } = props
  const t = useTranslations('ui')
  return (
    <Dialog
      isOpen
      {...{ title, description }}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" disabled={isBusy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <FailureNote error={error} />
    </Dialog>
  )
}
