"use client";
import { useEffect, useState } from "react";

const KEPT = "voicehive.microphone";

interface Microphone {
  id: string;
  label: string;
}

/** The microphone this browser spoke through last; null lets the browser choose. */
export function keptMicrophone(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

export function keepMicrophone(id: string | null): void {
  try {
    if (id) localStorage.setItem(KEPT, id);
    else localStorage.removeItem(KEPT);
  } catch {
    // Storage is off: the browser chooses each time.
  }
}

/** The microphones there are, as they come and go. Their names are known once the page may use one. */
export function useMicrophones(asked: boolean): readonly Microphone[] {
  const [found, setFound] = useState<readonly Microphone[]>([]);
  useEffect(() => {
    if (!asked || !navigator.mediaDevices) return;
    let over = false;
    const look = () =>
      void navigator.mediaDevices.enumerateDevices().then(
        (devices) => {
          if (!over) setFound(devices.flatMap(microphone));
        },
        () => {},
      );
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => {
      over = true;
      navigator.mediaDevices.removeEventListener("devicechange", look);
    };
  }, [asked]);
  return found;
}

/** "default" and "communications" repeat a device under the system's name for it. */
const microphone = ({ kind, deviceId, label }: MediaDeviceInfo): Microphone[] =>
  kind === "audioinput" && deviceId && deviceId !== "default" && deviceId !== "communications"
    ? [{ id: deviceId, label: label || "Microphone" }]
    : [];
