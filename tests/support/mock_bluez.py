#!/usr/bin/python3
"""An org.bluez that is not there: adapter, LE devices and their GATT objects on the bus DBUS_SYSTEM_BUS_ADDRESS names.

Takes orders from stdin, one a line, and answers each with a line that begins with "ok" or "error"; says "ready" first.

    device ADDRESS KIND [name=N] [known] [quiet] [noacquire] [dumb] [swapped]
                                KIND is nus, dot, witmotion or other. known: BlueZ remembers it before any search;
                                quiet: it is out of reach; noacquire: no notifications by descriptor; dumb: its services
                                are never resolved; swapped: Nordic UART with RX and TX exchanged, as old firmwares
    wake ADDRESS                a quiet device is in reach again
    refuse ADDRESS COUNT        its next connections fail
    count ADDRESS FIRST COUNT [LENGTH]
                                notifications as fast as they are taken: number as 32 bits, least byte first, then filling
    play ADDRESS FILE [MS]      one notification per record of the file (16 bits of length, least byte first; bytes), a
                                record every MS milliseconds; begins once the device's data is subscribed to
    notify ADDRESS UUID4 HEX    one notification of the characteristic with these four digits
    close ADDRESS               the descriptors close, the device stays connected
    drop ADDRESS                the device leaves; what was waiting is not sent
    depart ADDRESS              the device leaves as soon as everything that waits is sent
    state ADDRESS               ok [connected] [subscribed] [busy]
    written ADDRESS             ok UUID4:HEX…: what was written to it since it was last asked
    power on|off, unplug        of the adapter

With arguments those orders are carried out first, and the end of stdin is not the end:  mock_bluez.py "device …" "play …"
"""
import os
import socket
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

BLUEZ = "org.bluez"
PROPERTIES = "org.freedesktop.DBus.Properties"
MANAGER = "org.freedesktop.DBus.ObjectManager"
ADAPTER_PATH = "/org/bluez/hci0"
MTU = 247
RESOLVE_MS = 10  # after the connection
DEPARTURE = object()  # among what waits to be sent
RETRY_MS = 1  # where a descriptor takes no more


def dot(number):
    return f"1517{number}-4947-11e9-8646-d663bd873d93"


def nordic(number):
    return f"6e40{number}-b5a3-f393-e0a9-e50e24dcca9e"


def wit_motion(number):
    return f"0000{number}-0000-1000-8000-00805f9a34fb"


NOTIFY, WRITE, READ_WRITE = ["notify"], ["write-without-response", "write"], ["read", "write"]
KINDS = {  # {service: {characteristic: flags}}
    "nus": {nordic("0001"): {nordic("0002"): WRITE, nordic("0003"): NOTIFY}},
    "swapped": {nordic("0001"): {nordic("0002"): NOTIFY, nordic("0003"): WRITE}},
    "dot": {
        dot("1000"): {dot("1001"): ["read"], dot("1002"): READ_WRITE},
        dot("2000"): {dot("2001"): READ_WRITE, dot("2002"): NOTIFY, dot("2003"): NOTIFY, dot("2004"): NOTIFY},
        dot("3000"): {dot("3001"): ["read", "notify"]},
    },
    "witmotion": {wit_motion("ffe5"): {wit_motion("ffe4"): NOTIFY, wit_motion("ffe9"): WRITE}},
    "other": {"0000180d-0000-1000-8000-00805f9b34fb": {"00002a37-0000-1000-8000-00805f9b34fb": NOTIFY}},
}


def digits(uuid):
    """The four that tell characteristics of one device apart."""
    return uuid[4:8]


class BluezError(dbus.DBusException):
    def __init__(self, name, message):
        super().__init__(message)
        self._dbus_error_name = f"org.bluez.Error.{name}"


class Thing(dbus.service.Object):
    """An object with one interface and its properties."""

    def __init__(self, bus, path, interface, properties):
        super().__init__(bus, path)
        self.path, self.interface, self.properties = path, interface, properties

    def tell(self, **changed):
        self.properties.update(changed)
        self.PropertiesChanged(self.interface, dbus.Dictionary(changed, signature="sv"), [])

    @dbus.service.signal(PROPERTIES, signature="sa{sv}as")
    def PropertiesChanged(self, interface, changed, invalidated):
        pass

    def described(self):
        return {self.interface: dbus.Dictionary(self.properties, signature="sv")}


class Adapter(Thing):
    def __init__(self, bluez):
        self.bluez = bluez
        self.is_searching, self.wanted = False, set()
        super().__init__(bluez.bus, ADAPTER_PATH, "org.bluez.Adapter1", {"Address": "00:00:00:00:00:01", "Powered": True})

    @dbus.service.method("org.bluez.Adapter1", in_signature="a{sv}")
    def SetDiscoveryFilter(self, wanted):
        self.wanted = {str(uuid).lower() for uuid in wanted.get("UUIDs", [])}

    @dbus.service.method("org.bluez.Adapter1")
    def StartDiscovery(self):
        if not self.properties["Powered"]:
            raise BluezError("NotReady", "Resource Not Ready")
        if self.is_searching:
            raise BluezError("InProgress", "Operation already in progress")
        self.is_searching = True
        GLib.timeout_add(RESOLVE_MS, self.advertise)

    @dbus.service.method("org.bluez.Adapter1")
    def StopDiscovery(self):
        self.is_searching = False

    def advertise(self):
        if self.is_searching:
            for device in self.bluez.devices.values():
                if not self.wanted or self.wanted & set(device.properties["UUIDs"]):
                    device.advertise()
        return False


class Characteristic(Thing):
    def __init__(self, device, path, service, uuid, flags):
        self.device, self.socket = device, None
        properties = {"UUID": uuid, "Service": dbus.ObjectPath(service), "Flags": dbus.Array(flags, signature="s"),
                      "Notifying": False, "MTU": dbus.UInt16(MTU)}
        if "notify" in flags and not device.has("noacquire"):
            properties["NotifyAcquired"] = False
        super().__init__(device.bluez.bus, path, "org.bluez.GattCharacteristic1", properties)

    @dbus.service.method("org.bluez.GattCharacteristic1", in_signature="a{sv}", out_signature="hq")
    def AcquireNotify(self, options):
        if "NotifyAcquired" not in self.properties:
            raise BluezError("NotSupported", "Operation is not supported")
        if self.socket or self.properties["Notifying"]:
            raise BluezError("InProgress", "Operation already in progress")
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.socket.setblocking(False)
        self.tell(NotifyAcquired=True)
        self.device.send_soon()
        given = dbus.types.UnixFd(theirs)  # a duplicate
        theirs.close()
        return given, dbus.UInt16(MTU)

    @dbus.service.method("org.bluez.GattCharacteristic1")
    def StartNotify(self):
        if "notify" not in self.properties["Flags"]:
            raise BluezError("NotSupported", "Operation is not supported")
        self.tell(Notifying=True)
        self.device.send_soon()

    @dbus.service.method("org.bluez.GattCharacteristic1", in_signature="aya{sv}")
    def WriteValue(self, value, options):
        kind = {"command": "write-without-response"}.get(str(options.get("type", "request")), "write")
        if kind not in self.properties["Flags"] or (kind != "write" and len(value) > MTU - 3):
            raise BluezError("NotSupported", "Operation is not supported")
        self.device.written.append(f"{digits(self.properties['UUID'])}:{bytes(value).hex()}")

    def is_subscribed(self):
        return self.socket is not None or bool(self.properties["Notifying"])

    def send(self, value):
        """False: not taken now."""
        if self.socket:
            try:
                self.socket.send(value)
            except BlockingIOError:
                return False
            except OSError:
                self.close()
        elif self.properties["Notifying"]:
            self.PropertiesChanged(self.interface, {"Value": dbus.ByteArray(value)}, [])
        return True

    def close(self):
        if self.socket:
            self.socket.close()
            self.socket = None
            self.tell(NotifyAcquired=False)


class Device(Thing):
    def __init__(self, bluez, address, kind, words):
        self.bluez, self.words = bluez, words
        self.kind = "swapped" if "swapped" in words else kind
        self.things, self.characteristics = [], {}
        self.waiting, self.pace_ms, self.is_sending = [], 0, False  # (four digits, bytes), next last
        self.refusals, self.written, self.is_listed = 0, [], False
        name = next((word[5:] for word in words if word.startswith("name=")), "")
        properties = {"Address": address, "Alias": name or address, "Connected": False, "ServicesResolved": False,
                      "Paired": False, "Adapter": dbus.ObjectPath(ADAPTER_PATH),
                      "UUIDs": dbus.Array(list(KINDS[self.kind])[:1], signature="s")}
        if name:
            properties["Name"] = name
        super().__init__(bluez.bus, f"{ADAPTER_PATH}/dev_{address.replace(':', '_')}", "org.bluez.Device1", properties)
        if self.has("known"):
            self.announce()

    def has(self, word):
        return word in self.words

    def announce(self):
        self.is_listed = True
        self.bluez.InterfacesAdded(self.path, self.described())

    def advertise(self):
        if self.has("quiet"):
            return
        rssi = dbus.Int16(-40 - 5 * list(self.bluez.devices.values()).index(self))
        if self.is_listed:
            self.tell(RSSI=rssi)
        else:
            self.properties["RSSI"] = rssi
            self.announce()

    @dbus.service.method("org.bluez.Device1")
    def Connect(self):
        if self.properties["Connected"]:
            raise BluezError("AlreadyConnected", "Already Connected")
        if self.has("quiet") or self.refusals > 0:
            self.refusals -= 1
            raise BluezError("Failed", "le-connection-abort-by-local")
        self.tell(Connected=True)
        if not self.has("dumb"):
            GLib.timeout_add(RESOLVE_MS, self.resolve)

    @dbus.service.method("org.bluez.Device1")
    def Disconnect(self):
        self.drop()

    def resolve(self):
        if not self.properties["Connected"] or self.things:
            return False
        for i, (service, characteristics) in enumerate(KINDS[self.kind].items()):
            path = f"{self.path}/service{i:04x}"
            properties = {"UUID": service, "Primary": True, "Device": dbus.ObjectPath(self.path)}
            self.things.append(Thing(self.bluez.bus, path, "org.bluez.GattService1", properties))
            for j, (uuid, flags) in enumerate(characteristics.items()):
                made = Characteristic(self, f"{path}/char{j:04x}", path, uuid, flags)
                self.things.append(made)
                self.characteristics[digits(uuid)] = made
        for thing in self.things:
            self.bluez.InterfacesAdded(thing.path, thing.described())
        self.tell(ServicesResolved=True)
        return False

    def drop(self):
        self.waiting.clear()
        self.close()
        for thing in self.things:
            self.bluez.InterfacesRemoved(thing.path, [thing.interface])
            thing.remove_from_connection()
        self.things, self.characteristics = [], {}
        if self.properties["Connected"]:
            self.tell(ServicesResolved=False, Connected=False)

    def close(self):
        for characteristic in self.characteristics.values():
            characteristic.close()

    def data(self):
        """The four digits of the characteristic that brings the samples."""
        for characteristics in reversed(list(KINDS[self.kind].values())[:2]):
            for uuid, flags in characteristics.items():
                if flags == NOTIFY:
                    return digits(uuid)
        raise ValueError("this kind of device notifies nothing")

    def enqueue(self, values, pace_ms=0, of=None):
        of = of or self.data()
        self.waiting = [(of, value) for value in reversed(values)] + self.waiting
        self.pace_ms = pace_ms
        self.send_soon()

    def send_soon(self):
        if not self.is_sending and self.waiting:
            self.is_sending = True
            GLib.timeout_add(self.pace_ms, self.send_next)

    def send_next(self):
        self.is_sending = False
        for _ in range(1 if self.pace_ms else 100):
            if not self.waiting:
                return False
            if self.waiting[-1] is DEPARTURE:
                return self.drop()
            target = self.characteristics.get(self.waiting[-1][0])
            if target is None or not target.is_subscribed():
                return False  # subscribing goes on with it
            if not target.send(self.waiting[-1][1]):
                self.is_sending = True
                GLib.timeout_add(RETRY_MS, self.send_next)
                return False
            self.waiting.pop()
        self.send_soon()
        return False


def records(path):
    with open(path, "rb") as file:
        while head := file.read(2):
            yield file.read(int.from_bytes(head, "little"))


class Bluez(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(bus, "/")
        self.bus, self.devices = bus, {}
        self.adapter = Adapter(self)

    @dbus.service.method(MANAGER, out_signature="a{oa{sa{sv}}}")
    def GetManagedObjects(self):
        objects = {self.adapter.path: self.adapter.described()} if self.adapter else {}
        for device in self.devices.values():
            for thing in [device, *device.things] if device.is_listed else []:
                objects[thing.path] = thing.described()
        return dbus.Dictionary(objects, signature="oa{sa{sv}}")

    @dbus.service.signal(MANAGER, signature="oa{sa{sv}}")
    def InterfacesAdded(self, path, interfaces):
        pass

    @dbus.service.signal(MANAGER, signature="oas")
    def InterfacesRemoved(self, path, interfaces):
        pass

    def carry_out(self, order, *words):
        if order == "device":
            address, kind, *words = words
            self.devices[address] = Device(self, address, kind, words)
        elif order == "power":
            self.adapter.tell(Powered=words[0] == "on")
        elif order == "unplug":
            self.InterfacesRemoved(ADAPTER_PATH, ["org.bluez.Adapter1"])
            self.adapter = None
        else:
            return getattr(self, "on_" + order)(self.devices[words[0]], *words[1:]) or ""
        return ""

    def on_wake(self, device):
        device.words.remove("quiet")
        if self.adapter.is_searching:
            device.advertise()

    def on_refuse(self, device, count):
        device.refusals = int(count)

    def on_count(self, device, first, count, length="20"):
        numbers = range(int(first), int(first) + int(count))
        device.enqueue([n.to_bytes(4, "little").ljust(int(length), b"\xa5") for n in numbers])

    def on_play(self, device, path, pace_ms="0"):
        device.enqueue(list(records(path)), int(pace_ms))

    def on_notify(self, device, of, value):
        device.enqueue([bytes.fromhex(value)], of=of)

    def on_close(self, device):
        device.close()

    def on_drop(self, device):
        device.drop()

    def on_depart(self, device):
        device.waiting.insert(0, DEPARTURE)
        device.send_soon()

    def on_state(self, device):
        data = device.characteristics.get(device.data())
        words = {"connected": device.properties["Connected"], "subscribed": data and data.is_subscribed(), "busy": device.waiting}
        return " ".join(word for word, holds in words.items() if holds)

    def on_written(self, device):
        said, device.written = " ".join(device.written), []
        return said


def answer(bluez, line):
    try:
        print(f"ok {bluez.carry_out(*line.split())}".strip(), flush=True)
    except Exception as error:  # whatever it is, the one who ordered must hear of it
        print(f"error {type(error).__name__}: {error}", flush=True)


def read_line():
    """Unbuffered: a line that Python had read ahead would wake nobody."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(sys.stdin.fileno(), 1)
        if not byte:
            break
        line += byte
    return line.decode()


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SystemBus()
    bluez = Bluez(bus)
    name = dbus.service.BusName(BLUEZ, bus)  # held as long as the reference
    loop = GLib.MainLoop()

    def on_line(*_):
        line = read_line()
        if line:
            answer(bluez, line)
            return True
        if len(sys.argv) == 1:
            loop.quit()
        return False

    print("ready", flush=True)
    for order in sys.argv[1:]:
        answer(bluez, order)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, on_line)
    loop.run()
    del name


if __name__ == "__main__":
    main()
