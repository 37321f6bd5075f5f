export function Logo() {
  return (
    <svg className="logo" width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
      <clipPath id="logo-clip">
        <rect x="2" y="2" width="22" height="22" rx="5" />
      </clipPath>
      <g clipPath="url(#logo-clip)">
        <path className="logo-water" d="M0 14q3.250 -3.500 6.500 0t6.500 0t6.500 0t6.500 0V26H0Z" />
      </g>
      <rect className="logo-wall" x="1.500" y="1.500" width="23" height="23" rx="5.500" />
    </svg>
  )
}
