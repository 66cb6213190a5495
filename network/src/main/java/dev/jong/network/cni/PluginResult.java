package dev.jong.network.cni;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.network.address.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the plugins of a network say that a container has there now: specification 1.0.0, section 5. All is text of
/// programs that are trusted, but checked before it gets into files of a container.
///
/// @param hardware MAC address of its device; empty when nobody said it
/// @param servers name servers
/// @param domains to be searched
/// @param options of the resolver
public record PluginResult(
        List<Place> places,
        String hardware,
        List<String> servers,
        List<String> domains,
        List<String> options) {
    public PluginResult {
        places = List.copyOf(places);
        servers = List.copyOf(servers);
        domains = List.copyOf(domains);
        options = List.copyOf(options);
    }

    /// An address of the container.
    ///
    /// @param length of its subnet's prefix
    public record Place(Address address, int length, Optional<Address> gateway) {
        /// With the length of the prefix.
        public String text() {
            return address + "/" + length;
        }
    }

    /// Reads a result.
    ///
    /// @param device the container's
    /// @throws JongException INVALID_ARGUMENT when it is none
    public static PluginResult of(Json.Obj json, String device) {
        List<Json.Obj> interfaces = json.objects("interfaces");
        List<Place> places = new ArrayList<>();
        for (Json.Obj one : json.objects("ips")) {
            if (isInside(one, interfaces)) {
                places.add(place(one));
            }
        }
        String hardware = "";
        for (Json.Obj one : interfaces) {
            if (!one.text("sandbox").isEmpty() && one.text("name").equals(device)) {
                hardware = one.text("mac");
            }
        }
        Json.Obj dns = json.object("dns");
        List<String> servers = dns.strings("nameservers");
        servers.forEach(Address::parse);
        List<String> domains = new ArrayList<>(dns.strings("search"));
        String domain = dns.text("domain");
        if (!domain.isEmpty() && !domains.contains(domain)) {
            domains.addFirst(domain);
        }
        domains.forEach(PluginResult::checkWord);
        dns.strings("options").forEach(PluginResult::checkWord);
        return new PluginResult(places, hardware, servers, domains, dns.strings("options"));
    }

    /// The first address of a family.
    public Optional<Place> of(boolean version6) {
        for (Place place : places) {
            if (place.address().version6() == version6) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /// Addresses may be of devices of the host.
    private static boolean isInside(Json.Obj address, List<Json.Obj> interfaces) {
        Optional<Long> index = address.number("interface");
        return index.isEmpty()
                || index.get() < 0
                || index.get() >= interfaces.size()
                || !interfaces.get(index.get().intValue()).text("sandbox").isEmpty();
    }

    private static Place place(Json.Obj json) {
        String text = json.text("address");
        int slash = text.indexOf('/');
        Address address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        String gateway = json.text("gateway");
        return new Place(
                address,
                slash < 0 ? address.bits() : length(text, slash, address.bits()),
                gateway.isEmpty() ? Optional.empty() : Optional.of(Address.parse(gateway)));
    }

    private static int length(String text, int slash, int most) {
        int length = 0;
        for (int i = slash + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            length = c < '0' || c > '9' || length > most ? most + 1 : length * 10 + c - '0';
        }
        if (slash + 1 == text.length() || length > most) {
            throw invalid("no address with the length of a prefix", text);
        }
        return length;
    }

    /// They become lines of a file.
    private static void checkWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~') {
                throw invalid("no word for a resolver", text);
            }
        }
    }

    private static JongException invalid(String what, String text) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT, what + ": \"" + Text.printable(text) + "\"");
    }
}
