// Step signs that the icon set lacks: to the next request (an arrow pill) and to the next mark (a flag).

interface StepIconProps {
  readonly back?: boolean
  readonly shape: 'request' | 'mark'
}

function StepIcon({ back = false, shape }: StepIconProps) {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" className="step-icon" aria-hidden="true">
      <g transform={back ? 'matrix(-1 0 0 1 18 0)' : undefined}>
        {shape === 'request' ? (
          <path className="filled" d="M2.500 5H10.500L15.500 9L10.500 13H2.500Z" />
        ) : (
          <path d="M4 15.500V3M4 3L14 6.500L4 10" />
        )}
      </g>
    </svg>
  )
}

export const RequestForwardIcon = () => <StepIcon shape="request" />
export const RequestBackIcon = () => <StepIcon shape="request" back />
export const MarkForwardIcon = () => <StepIcon shape="mark" />
export const MarkBackIcon = () => <StepIcon shape="mark" back />
