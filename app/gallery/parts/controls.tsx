"use client";
import { Plus, Search, Trash2 } from "lucide-react";
import { useState } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { DateRange, type StayRange } from "@/components/ui/date-range";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input, Textarea } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { MoneyInput } from "@/components/ui/money-input";
import { PhoneInput } from "@/components/ui/phone-input";
import { Radio } from "@/components/ui/radio";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Line, Part } from "./part";

const types = [
  { value: "cd", label: "Courtyard Double", help: "Up to 2" },
  { value: "hk", label: "Harbour King", help: "Up to 2" },
  { value: "fs", label: "Family Suite with a very long name that does not fit", help: "Up to 5" },
];
const tones: Tone[] = ["accent", "info", "success", "warning", "danger", "neutral"];

export function ControlParts() {
  const [view, setView] = useState("both");
  const [type, setType] = useState<string | null>("cd");
  const [stay, setStay] = useState<StayRange | null>({ arrival: "2026-03-05", departure: "2026-03-08" });
  const [price, setPrice] = useState<number | null>(16_400);
  const [phone, setPhone] = useState<string | null>("+4722345678");
  return (
    <Part title="Controls">
      <Line label="Variants">
        <Button variant="primary">Add room</Button>
        <Button>Edit room</Button>
        <Button variant="ghost">Show all</Button>
        <Button variant="danger">Erase room</Button>
        <Button variant="danger-quiet">Cancel stay</Button>
        <Button variant="link">Open the call</Button>
      </Line>
      <Line label="States">
        <Button variant="primary" pending>
          Save changes
        </Button>
        <Button pending>Save changes</Button>
        <Button variant="primary" disabled>
          Save changes
        </Button>
        <Button disabled>Edit room</Button>
        <Button variant="primary" kbd="Ctrl ↵">
          Save changes
        </Button>
        <Button kbd="n">
          <Plus aria-hidden="true" />
          New
        </Button>
      </Line>
      <Line label="Sizes">
        <Button size="small">Small</Button>
        <Button>Medium</Button>
        <Button size="touch">Touch</Button>
        <span className="w-40">
          <Button size="thumb" variant="primary">
            Start
          </Button>
        </span>
        <IconButton label="Search" icon={<Search aria-hidden="true" />} />
        <IconButton label="Remove" size="small" variant="danger-quiet" icon={<Trash2 aria-hidden="true" />} />
        <Kbd keys="Ctrl K" /> <Kbd keys="g c" />
      </Line>
      <Line label="Badges">
        {tones.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
        {(["dashed", "outline", "struck", "hatched"] as const).map((look) => (
          <Badge key={look} tone="warning" look={look}>
            {look}
          </Badge>
        ))}
      </Line>
      <div className="grid gap-4 rounded-lg border border-border bg-surface p-5 sm:grid-cols-2 lg:grid-cols-3">
        <Field label="Name" help="As the guest says it." required>
          <Input defaultValue="Lindqvist" autoComplete="name" />
        </Field>
        <Field label="E-mail" error="This is no e-mail address. Check the part after the @.">
          <Input defaultValue="maja@" type="email" autoComplete="email" />
        </Field>
        <Field label="Company" optional>
          <Input placeholder="None" disabled />
        </Field>
        <Field label="Search">
          <Input placeholder="Guest, code or room" before={<Search aria-hidden="true" />} />
        </Field>
        <Field label="Price a night" help="With taxes.">
          <MoneyInput
            value={price}
            onValueChange={(next) => next !== undefined && setPrice(next)}
            currency="EUR"
          />
        </Field>
        <Field label="Phone">
          <PhoneInput
            value={phone}
            onValueChange={(next) => next !== undefined && setPhone(next)}
            country="NO"
          />
        </Field>
        <Field label="Room type">
          <Select options={types} defaultValue="hk" />
        </Field>
        <Field label="Room type, searched">
          <Combobox options={types} value={type} onValueChange={setType} clearable />
        </Field>
        <Field label="Stay">
          <DateRange
            value={stay}
            onValueChange={setStay}
            today="2026-03-04"
            min="2026-03-04"
            maxNights={28}
            clearable
          />
        </Field>
        <Field label="Note" help="Only people of the hotel see it.">
          <Textarea defaultValue="Crib in the room, please none of the feather pillows." />
        </Field>
        <Field group label="Recording">
          <Radio
            defaultValue="notice"
            options={[
              { value: "off", label: "Never" },
              { value: "notice", label: "With notice", help: "The greeting says so." },
              { value: "ask", label: "Only after a yes", disabled: true },
            ]}
          />
        </Field>
        <Field group label="Services">
          <Checkbox label="Breakfast" defaultChecked />
          <Checkbox label="Parking" help="EUR 18.00 a night" />
          <Checkbox label="Some rooms" checked="indeterminate" />
          <Checkbox label="Late check-out" disabled />
        </Field>
        <Field label="Answer at night">
          <Switch defaultChecked />
        </Field>
        <Field label="Answer in the day">
          <Switch />
        </Field>
        <Field group label="Sound">
          <Segmented
            aria-label="Sound"
            value={view}
            onValueChange={setView}
            options={[
              { value: "both", label: "Both" },
              { value: "guest", label: "Guest" },
              { value: "line", label: "Line" },
            ]}
          />
        </Field>
      </div>
    </Part>
  );
}
