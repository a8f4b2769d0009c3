'use client'
/** Asks for a reason before a command that changes much: what will happen stands above it, and nothing happens before. */
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'

export interface ReasonDialogProps {
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly title: string
  readonly description: ReactNode
  readonly confirmLabel: string
  readonly isSending: boolean
  readonly canConfirm?: boolean
  readonly onConfirm: (reason: string) => void
  readonly children?: ReactNode
}

export function OpenReasonDialog(props: ReasonDialogProps) {
  const {
    isOpen,
    onOpenChange,
    title,
    description,
    confirmLabel,
    isSending,
    canConfirm = true,
    onConfirm,
    children,
  } = props
  const t = useTranslations('ui')
  const [reason, setReason] = useState('')
  const isReady = canConfirm && !isSending && reason.trim() !== ''
  return (
    <Dialog
      {...{ isOpen, onOpenChange, title, description }}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('cancel')}</Button>
          <Button kind="primary" disabled={!isReady} onClick={() => onConfirm(reason.trim())}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      <TextField
        label={t('reason')}
        className="mt-4"
        maxLength={1_000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && isReady && onConfirm(reason.trim())}
      />
    </Dialog>
  )
}
