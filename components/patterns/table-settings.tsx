"use client";
import type { Table } from "@tanstack/react-table";
import { SlidersHorizontal } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuCheck, MenuChoices, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { TablePrefs } from "./use-table-prefs";

interface TableSettingsProps<Row> {
  table: Table<Row>;
  prefs: TablePrefs;
  onChange: (patch: Partial<TablePrefs>) => void;
}

/** Columns and density, per person. The first column always stays: it carries the link. */
export function TableSettings<Row>({ table, prefs, onChange }: TableSettingsProps<Row>) {
  const columns = table.getAllLeafColumns().slice(1);
  return (
    <Menu
      label="Columns and density"
      trigger={<IconButton label="Columns and density" icon={<SlidersHorizontal aria-hidden="true" />} />}
    >
      <MenuLabel>Columns</MenuLabel>
      {columns.map((column) => (
        <MenuCheck
          key={column.id}
          checked={column.getIsVisible()}
          onSelect={(event) => event.preventDefault()}
          onCheckedChange={(on) =>
            onChange({
              hidden: on ? prefs.hidden.filter((each) => each !== column.id) : [...prefs.hidden, column.id],
            })
          }
        >
          {columnName(column.columnDef.meta?.label, column.columnDef.header, column.id)}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuChoices
        label="Density"
        value={prefs.density}
        onValueChange={(density) =>
          onChange({ density: density === "comfortable" ? "comfortable" : "compact" })
        }
        options={[
          { value: "compact", label: "Compact" },
          { value: "comfortable", label: "Comfortable" },
        ]}
      />
    </Menu>
  );
}

const columnName = (label: string | undefined, header: unknown, id: string): string =>
  label ?? (typeof header === "string" && header ? header : id);
