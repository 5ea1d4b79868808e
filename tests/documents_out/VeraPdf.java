// Asks veraPDF's validator about files, in one process: java -cp JAR VeraPdf.java ua1,2a FILE...
// One line for each file and profile: passed or failed, the profile, the file, and the rules it breaks.
// The jar is of another program that has the validator in it, without what reads its own profiles; they are read here.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class VeraPdf {
    static final String FOLDER = "/org/verapdf/pdfa/validation/";

    static List<Element> all(Element inside, String name) {
        NodeList found = inside.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) {
            elements.add((Element) found.item(at));
        }
        return elements;
    }

    static String text(Element inside, String name) {
        List<Element> found = all(inside, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    static Rule rule(Element told) {
        Element id = all(told, "id").get(0);
        RuleId ruleId = Profiles.ruleIdFromValues(
            PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        return Profiles.ruleFromValues(
            ruleId, told.getAttribute("object"), told.getAttribute("deferred").equals("true") ? true : null,
            told.getAttribute("tags"), text(told, "description"), text(told, "test"),
            Profiles.errorFromValues(text(told, "message"), new ArrayList<>()), Collections.emptyList());
    }

    static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String id = flavour.getId();
        String name = id.startsWith("ua") ? "PDFUA-" + id.substring(2) : "PDFA-" + id.toUpperCase();
        Element root;
        try (InputStream file = Profiles.class.getResourceAsStream(FOLDER + name + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element told : all(root, "rule")) {
            rules.add(rule(told));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element told : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                told.getAttribute("name"), told.getAttribute("object"), text(told, "defaultValue"), text(told, "value")));
        }
        return Profiles.profileFromValues(
            flavour, Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
    }

    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String id : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
            ValidationProfile profile = profile(flavour);
            for (int at = 1; at < arguments.length; at++) {
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(arguments[at]), flavour)) {
                    ValidationResult result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
                    Set<String> broken = new TreeSet<>();
                    for (RuleId rule : result.getFailedChecks().keySet()) {
                        broken.add(rule.getClause() + "-" + rule.getTestNumber());
                    }
                    String verdict = result.isCompliant() && result.getTotalAssertions() > 0 ? "passed" : "failed";
                    System.out.println(String.join("\t", verdict, id, arguments[at], String.join(" ", broken)));
                }
            }
        }
    }
}
